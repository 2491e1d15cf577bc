import { graphql } from '@/api/graphql'

export const FeedQuery = graphql(`
  query Feed($list: Feed, $after: String) {
    feed(list: $list, after: $after) {
      ...LinkPage
    }
  }
`)

export const FrontPageQuery = graphql(`
  query FrontPage($day: Date!, $after: String) {
    frontPage(day: $day, after: $after) {
      ...LinkPage
    }
  }
`)

export const UnreadRepliesQuery = graphql(`
  query UnreadReplies {
    unreadReplies
  }
`)

export const LinksOfQuery = graphql(`
  query LinksOf($site: String, $username: String, $after: String) {
    linksOf(site: $site, username: $username, after: $after) {
      ...LinkPage
    }
  }
`)

export const SavedQuery = graphql(`
  query Saved($after: String) {
    savedLinks(after: $after) {
      ...LinkPage
    }
  }
`)

export const HiddenQuery = graphql(`
  query Hidden($after: String) {
    hiddenLinks(after: $after) {
      ...LinkPage
    }
  }
`)

export const CommentsQuery = graphql(`
  query Comments($username: String, $after: String) {
    comments(username: $username, after: $after) {
      ...CommentPage
    }
  }
`)

export const AnswersQuery = graphql(`
  query Answers($after: String) {
    answers(after: $after) {
      ...CommentPage
    }
  }
`)

export const SearchLinksQuery = graphql(`
  query SearchLinks($words: String!, $after: String) {
    searchLinks(words: $words, after: $after) {
      words
      links {
        ...LinkPage
      }
    }
  }
`)

export const SearchCommentsQuery = graphql(`
  query SearchComments($words: String!, $after: String) {
    searchComments(words: $words, after: $after) {
      words
      comments {
        ...CommentPage
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
          ...Position
        }
      }
    }
  }
`)

export const ProfileQuery = graphql(`
  query Person($username: String!) {
    profile(username: $username) {
      karma
      about
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
        ...Position
      }
    }
  }
`)
