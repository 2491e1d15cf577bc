import { ApolloError } from '@apollo/client/core'
import { Problem, toProblem } from './problem'

/** HTTP status for each GraphQL error code; all others are 400. */
const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  THROTTLED: 429,
  INTERNAL_SERVER_ERROR: 500,
  STORE_UNAVAILABLE: 503,
}

/** Convert the error of a GraphQL request into a Problem. */
export async function toGraphqlProblem(error: unknown): Promise<Problem> {
  if (!(error instanceof ApolloError)) return toProblem(error)
  const [graphqlError] = error.graphQLErrors
  if (!graphqlError) return toProblem(error.networkError ?? error)
  const { code = '', errors, requestId } = graphqlError.extensions as Extensions
  const status = STATUS[code] ?? 400
  return new Problem(status, {
    detail: graphqlError.message,
    code,
    ...(errors && { errors }),
    ...(requestId && { request_id: requestId }),
  })
}

interface Extensions {
  code?: string
  errors?: { field: string; code: string; message: string }[]
  requestId?: string
}
