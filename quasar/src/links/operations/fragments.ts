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
