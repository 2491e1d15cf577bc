import { isAxiosError } from 'axios'
import type { components } from './rest'

type ProblemDetails = components['schemas']['Problem'] & {
  /** Sent with `second_factor_required`, and required again with the code. */
  challenge?: string
}

/**
 * Error of a request: "unreachable" (no response), "unavailable" (a response of a proxy or a broken
 * one) or "rejected" (by the application, which explains it in `detail` and `errors`).
 */
export class Problem extends Error {
  readonly kind: 'unreachable' | 'unavailable' | 'rejected'
  readonly status: number | undefined
  readonly details: Partial<ProblemDetails> | undefined

  /** For errors of the browser, `details` hold only the sentence to show. */
  constructor(status?: number, details?: Partial<ProblemDetails> & { detail: string }) {
    super(details?.detail ?? `No usable response (${status ?? 'no connection'})`)
    this.status = status
    this.details = details
    this.kind = details ? 'rejected' : status === undefined ? 'unreachable' : 'unavailable'
  }

  /** The session is over (some servers send 403 instead of 401). */
  get denied(): boolean {
    return this.status === 401 || this.status === 403
  }

  /** The application made a decision; after network and server errors a retry may succeed. */
  get isFinal(): boolean {
    return this.status !== undefined && this.status < 500
  }

  /** Error code of the API. */
  get code(): string | undefined {
    return this.details?.code
  }

  /** Return the error of one request field. */
  field(name: string): string | undefined {
    return this.details?.errors?.find(({ field }) => field === name)?.message
  }
}

/** Convert an error into a Problem; programming errors are rethrown. */
export async function toProblem(error: unknown): Promise<Problem> {
  if (error instanceof Problem) return error
  if (!isAxiosError(error)) throw error
  return new Problem(error.response?.status, await details(error.response?.data))
}

async function details(body: unknown): Promise<ProblemDetails | undefined> {
  const data = body instanceof Blob ? parsed(await body.text()) : body
  return isDetails(data) ? data : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isDetails(data: unknown): data is ProblemDetails {
  return typeof data === 'object' && data !== null && 'title' in data && 'detail' in data
}
