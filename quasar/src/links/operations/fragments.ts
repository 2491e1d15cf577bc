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
    hidden
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

/** End of a page, for loading the next one. */
export const Position = graphql(`
  fragment Position on PageInfo {
    hasNextPage
    endCursor
  }
`)

export const LinkPage = graphql(`
  fragment LinkPage on LinkConnection {
    edges {
      node {
        ...LinkFacts
      }
    }
    pageInfo {
      ...Position
    }
  }
`)

/** Comments across links, each with its link. */
export const CommentPage = graphql(`
  fragment CommentPage on CommentConnection {
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
      ...Position
    }
  }
`)
