import { graphql } from '@/api/graphql'

export const VoteMutation = graphql(`
  mutation Vote($id: Int!) {
    createVote(linkId: $id) {
      link {
        id
        score
        voted
      }
    }
  }
`)

export const UnvoteMutation = graphql(`
  mutation Unvote($id: Int!) {
    removeVote(linkId: $id) {
      link {
        id
        score
        voted
      }
    }
  }
`)

export const SaveMutation = graphql(`
  mutation Save($id: ID!, $saved: Boolean!) {
    saveLink(id: $id, saved: $saved) {
      link {
        id
        saved
      }
    }
  }
`)

export const HideMutation = graphql(`
  mutation Hide($id: ID!, $hidden: Boolean!) {
    hideLink(id: $id, hidden: $hidden) {
      link {
        id
        hidden
      }
    }
  }
`)

export const VoteOnCommentMutation = graphql(`
  mutation VoteOnComment($id: ID!, $value: Int!) {
    voteOnComment(id: $id, value: $value) {
      comment {
        id
        score
        vote
      }
    }
  }
`)

export const ReadTitleMutation = graphql(`
  mutation ReadTitle($url: String!) {
    readTitle(url: $url) {
      asked
    }
  }
`)

export const CreateLinkMutation = graphql(`
  mutation CreateLink($url: String, $description: String, $text: String) {
    createLink(url: $url, description: $description, text: $text) {
      isDuplicate
      link {
        ...LinkFacts
      }
    }
  }
`)

export const EditLinkMutation = graphql(`
  mutation EditLink($id: ID!, $description: String!, $text: String!) {
    editLink(id: $id, description: $description, text: $text) {
      link {
        id
        description
        text
        editedAt
      }
    }
  }
`)

export const DeleteLinkMutation = graphql(`
  mutation DeleteLink($id: ID!) {
    deleteLink(id: $id) {
      link {
        id
        status
      }
    }
  }
`)

export const CreateCommentMutation = graphql(`
  mutation CreateComment($link: ID!, $parent: ID, $body: String!, $key: UUID) {
    createComment(linkId: $link, parentId: $parent, body: $body, idempotencyKey: $key) {
      comment {
        ...CommentFacts
      }
    }
  }
`)

export const EditCommentMutation = graphql(`
  mutation EditComment($id: ID!, $body: String!) {
    editComment(id: $id, body: $body) {
      comment {
        id
        body
        editedAt
      }
    }
  }
`)

export const DeleteCommentMutation = graphql(`
  mutation DeleteComment($id: ID!) {
    deleteComment(id: $id) {
      comment {
        id
        status
        body
      }
    }
  }
`)

export const RestoreCommentMutation = graphql(`
  mutation RestoreComment($id: ID!) {
    restoreComment(id: $id) {
      comment {
        id
        status
        body
      }
    }
  }
`)

export const FlagMutation = graphql(`
  mutation Flag($link: ID, $comment: ID, $reason: FlagReason) {
    flag(linkId: $link, commentId: $comment, reason: $reason) {
      link {
        id
        flagged
        status
      }
      comment {
        id
        flagged
        status
      }
    }
  }
`)

export const ModerateMutation = graphql(`
  mutation Moderate($link: ID, $comment: ID, $action: ModerationAction!, $reason: String!) {
    moderate(linkId: $link, commentId: $comment, action: $action, reason: $reason) {
      moderation {
        id
        link {
          id
          status
          commentCount
        }
        comment {
          id
          status
        }
      }
    }
  }
`)

export const EditProfileMutation = graphql(`
  mutation EditProfile($about: String!) {
    editProfile(about: $about) {
      profile {
        about
        user {
          id
        }
      }
    }
  }
`)

export const MarkRepliesReadMutation = graphql(`
  mutation MarkRepliesRead {
    markRepliesRead {
      unreadReplies
    }
  }
`)
