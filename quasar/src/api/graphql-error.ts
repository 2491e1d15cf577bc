import { Problem } from './problem'

/** HTTP status for each GraphQL error code; all others are 400. */
const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  THROTTLED: 429,
  INTERNAL_SERVER_ERROR: 500,
  STORE_UNAVAILABLE: 503,
}

interface Extensions {
  code?: string
  errors?: { field: string; code: string; message: string }[]
  requestId?: string
}

/** Convert an error of a GraphQL response into a Problem. */
export function problemOf(error: { message: string; extensions?: object }): Problem {
  const { code = '', errors, requestId }: Extensions = { ...error.extensions }
  return new Problem(STATUS[code] ?? 400, {
    detail: error.message,
    code,
    ...(errors && { errors }),
    ...(requestId && { request_id: requestId }),
  })
}
