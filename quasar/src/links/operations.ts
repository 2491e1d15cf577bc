import { graphql } from '@/api/graphql'

export const LinkFacts = graphql(`
  fragment LinkFacts on LinkType {
    id
    url
    description
    text
    site
    status
    score
    commentCount
    createdAt
    editedAt
    postedBy {
      id
      username
    }
    voted
    saved
    flagged
    editable
  }
`)

export const CommentFacts = graphql(`
  fragment CommentFacts on CommentType {
    id
    parentId
    body
    status
    score
    createdAt
    editedAt
    author {
      id
      username
    }
    vote
    flagged
    editable
    downvotable
  }
`)

export const FeedQuery = graphql(`
  query Feed($list: Feed, $after: String) {
    feed(list: $list, after: $after) {
      edges {
        node {
          ...LinkFacts
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const LinksOfQuery = graphql(`
  query LinksOf($site: String, $username: String, $after: String) {
    linksOf(site: $site, username: $username, after: $after) {
      edges {
        node {
          ...LinkFacts
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const SavedQuery = graphql(`
  query Saved($after: String) {
    savedLinks(after: $after) {
      edges {
        node {
          ...LinkFacts
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const CommentsQuery = graphql(`
  query Comments($username: String, $after: String) {
    comments(username: $username, after: $after) {
      edges {
        node {
          ...CommentFacts
          link {
            id
            description
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

export const SearchLinksQuery = graphql(`
  query SearchLinks($words: String!, $after: String) {
    searchLinks(words: $words, after: $after) {
      words
      links {
        edges {
          node {
            ...LinkFacts
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`)

export const SearchCommentsQuery = graphql(`
  query SearchComments($words: String!, $after: String) {
    searchComments(words: $words, after: $after) {
      words
      comments {
        edges {
          node {
            ...CommentFacts
            link {
              id
              description
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`)

export const LinkQuery = graphql(`
  query Link($id: ID!, $under: ID, $after: String) {
    link(id: $id) {
      ...LinkFacts
      comments(under: $under, after: $after) {
        edges {
          node {
            ...CommentFacts
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`)

export const ProfileQuery = graphql(`
  query Person($username: String!) {
    profile(username: $username) {
      karma
      joinedAt
      user {
        id
        username
      }
    }
  }
`)

export const RightsQuery = graphql(`
  query Rights {
    rights {
      karma
      mayFlag
      mayDownvote
      mayModerate
    }
  }
`)

export const ModerationsQuery = graphql(`
  query Moderations($after: String) {
    moderations(after: $after) {
      edges {
        node {
          id
          action
          reason
          createdAt
          moderator {
            id
            username
          }
          link {
            id
            description
          }
          comment {
            id
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

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
  mutation CreateComment($link: ID!, $parent: ID, $body: String!) {
    createComment(linkId: $link, parentId: $parent, body: $body) {
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

export const LinkCreatedSubscription = graphql(`
  subscription LinkCreated {
    linkCreated {
      id
    }
  }
`)

export const LinkCountsSubscription = graphql(`
  subscription LinkCounts($ids: [ID!]!) {
    linkCounts(ids: $ids) {
      id
      score
      commentCount
    }
  }
`)

export const CommentCreatedSubscription = graphql(`
  subscription CommentCreated($link: ID!) {
    commentCreated(linkId: $link) {
      id
    }
  }
`)
