import { graphql } from '@/api/graphql'

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
