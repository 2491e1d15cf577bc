import { isAxiosError } from 'axios'
import type { components } from './rest'

type ProblemDetails = components['schemas']['Problem'] & {
  /** With `second_factor_required`: what the code has to be sent along with. */
  challenge?: string
}

/**
 * Why a request failed: "unreachable" (no answer came), "unavailable" (an answer that is not the
 * application's own) or "refused" (the application says why in `detail` and `errors`).
 */
export class Problem extends Error {
  readonly kind: 'unreachable' | 'unavailable' | 'refused'
  readonly status: number | undefined
  readonly details: Partial<ProblemDetails> | undefined

  /** Where the browser is what refuses, `details` hold no more than the sentence to show. */
  constructor(status?: number, details?: Partial<ProblemDetails> & { detail: string }) {
    super(details?.detail ?? `No usable answer (${status ?? 'no connection'})`)
    this.status = status
    this.details = details
    this.kind = details ? 'refused' : status === undefined ? 'unreachable' : 'unavailable'
  }

  /** Nobody is signed in any more (some servers say 403 where they mean 401). */
  get denied(): boolean {
    return this.status === 401 || this.status === 403
  }

  /** The application has decided; what went wrong in it or on the way to it may yet be repeated. */
  get answered(): boolean {
    return this.status !== undefined && this.status < 500
  }

  /** What the application calls it. */
  get code(): string | undefined {
    return this.details?.code
  }

  /** What is wrong with one field of what was sent. */
  field(name: string): string | undefined {
    return this.details?.errors?.find(({ field }) => field === name)?.message
  }
}

/** Whatever was thrown, as a Problem; a mistake of our own is thrown on. */
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
