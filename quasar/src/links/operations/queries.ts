import { graphql } from '@/api/graphql'

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
