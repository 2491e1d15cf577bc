import { ApolloError } from '@apollo/client/core'
import { Problem, toProblem } from './problem'

/** Codes of GraphQL as the statuses of REST; whatever else is refused is 400. */
const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  THROTTLED: 429,
  INTERNAL_SERVER_ERROR: 500,
  STORE_UNAVAILABLE: 503,
}

/** Whatever a GraphQL request failed with, as a Problem. */
export async function toGraphqlProblem(error: unknown): Promise<Problem> {
  if (!(error instanceof ApolloError)) return toProblem(error)
  const [refusal] = error.graphQLErrors
  if (!refusal) return toProblem(error.networkError ?? error)
  const { code = '', errors, requestId } = refusal.extensions as Extensions
  const status = STATUS[code] ?? 400
  return new Problem(status, {
    detail: refusal.message,
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
