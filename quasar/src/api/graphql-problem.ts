import { ApolloError } from '@apollo/client/core'
import { problemOf } from './graphql-error'
import { type Problem, toProblem } from './problem'

/** Convert the error of a GraphQL request into a Problem. */
export async function toGraphqlProblem(error: unknown): Promise<Problem> {
  if (!(error instanceof ApolloError)) return toProblem(error)
  const [graphqlError] = error.graphQLErrors
  return graphqlError ? problemOf(graphqlError) : toProblem(error.networkError ?? error)
}
