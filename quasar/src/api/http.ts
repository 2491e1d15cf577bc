import axios, { type AxiosError, type InternalAxiosRequestConfig } from 'axios'
import { access, type Grant } from './access'
import { Problem, toProblem } from './problem'
import { attemptAnswered, renewOnce } from './renewal'

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Set once a request has been sent again with a renewed token. */
    retried?: boolean
  }
}

/** The one HTTP client: it carries the access token and renews it once when it has expired. */
export const http = axios.create({ timeout: 30_000 })

/** A lost answer to a renewal keeps every tab waiting: sooner given up than any other. */
const RENEWAL_TIMEOUT = 10_000

let renewal: Promise<Grant> | null = null

/** Single flight: however many requests find the token expired, in however many tabs, one renews. */
export function renewAccess(): Promise<Grant> {
  renewal ??= renewOnce(askForAccess).finally(() => (renewal = null))
  return renewal
}

/** Renews, and ends the session here where that is refused. */
export async function renewOrEnd(): Promise<Grant> {
  try {
    return await renewAccess()
  } catch (error) {
    const problem = await toProblem(error)
    // Out of reach is not signed out: only a refusal ends the session.
    if (problem.denied) access.end(problem.code === 'session_replayed' ? 'replayed' : 'expired')
    throw problem
  }
}

async function askForAccess(attempt: string): Promise<Grant> {
  try {
    const { data, status } = await http.post<Grant>('/api/session/refresh/', undefined, {
      headers: { 'Idempotency-Key': attempt },
      timeout: RENEWAL_TIMEOUT,
    })
    // No content: a visitor who never signed in. No error, but no access either.
    if (status === 204) throw new Problem(401)
    attemptAnswered(true)
    access.grant(data, attempt)
    return data
  } catch (error) {
    const problem = await toProblem(error)
    if (problem.answered) attemptAnswered(false)
    throw problem
  }
}

http.interceptors.request.use((config) => {
  if (access.token) config.headers.set('Authorization', bearer(access.token))
  return config
})

http.interceptors.response.use(undefined, async (error: AxiosError) => {
  const { config, response } = error
  if (config && response?.status === 401 && mayRetry(config, response.data)) {
    await renewUnlessRenewed(config)
    return http.request({ ...config, retried: true })
  }
  throw await toProblem(error)
})

/** Not where a 401 is about what was typed: a password or a code that is missing or wrong. */
function mayRetry(config: InternalAxiosRequestConfig, body: unknown): boolean {
  const { code } = { ...(body as { code?: string }) }
  return (
    !config.retried && !config.url?.startsWith('/api/session/') && code !== 'second_factor_required'
  )
}

async function renewUnlessRenewed(config: InternalAxiosRequestConfig): Promise<void> {
  const sent = config.headers.get('Authorization')
  if (access.token && sent !== bearer(access.token)) return
  await renewOrEnd()
}

function bearer(token: string): string {
  return `Bearer ${token}`
}
