import axios, { AxiosError, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios'
import { access, type Grant } from './access'
import { keepResponse, recallResponse } from './offline/fallback'
import { Problem, toProblem } from './problem'
import { finishAttempt, renewOnce } from './renewal'

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Set on a request that was repeated with a renewed token. */
    retried?: boolean
  }
}

/** The HTTP client: sends the access token and renews it once when it has expired. */
export const http = axios.create({ timeout: 30_000 })

/** Shorter than for other requests, as a lost response keeps every tab waiting. */
const RENEWAL_TIMEOUT_MS = 10_000

let renewal: Promise<Grant> | null = null

/** Renew the access token; concurrent calls, in all tabs, share one request. */
export function renewAccess(): Promise<Grant> {
  renewal ??= renewOnce(requestAccess).finally(() => (renewal = null))
  return renewal
}

/** Renew the access token, and end the session in this tab if that is rejected. */
export async function renewOrEnd(): Promise<Grant> {
  // The server closes the live socket before it answers the request that ends the session.
  if (access.signingOut) throw new Problem(401)
  try {
    return await renewAccess()
  } catch (error) {
    const problem = await toProblem(error)
    // Only a rejection ends the session, not an unreachable server.
    if (problem.denied) access.end(problem.code === 'session_replayed' ? 'replayed' : 'expired')
    throw problem
  }
}

async function requestAccess(attempt: string): Promise<Grant> {
  try {
    const { data, status } = await http.post<Grant>('/api/session/refresh/', undefined, {
      headers: { 'Idempotency-Key': attempt },
      timeout: RENEWAL_TIMEOUT_MS,
    })
    // No content: the browser never signed in. Not an error, but no access either.
    if (status === 204) throw new Problem(401)
    finishAttempt(true)
    access.grant(data, attempt)
    return data
  } catch (error) {
    const problem = await toProblem(error)
    if (problem.isFinal) finishAttempt(false)
    throw problem
  }
}

http.interceptors.request.use(async (config) => {
  config.owner ??= access.userId
  if (access.isPresumed && !config.url?.startsWith('/api/session/')) await renewPresumed(config)
  if (access.token) config.headers.set('Authorization', bearer(access.token))
  return config
})

http.interceptors.response.use(keepAndReturn, async (error: AxiosError) => {
  const { config, response } = error
  if (config && response?.status === 401 && mayRetry(config, response.data)) {
    await renewUnlessRenewed(config)
    return http.request({ ...config, retried: true })
  }
  const problem = await toProblem(error)
  if (config && problem.kind === 'unreachable' && !axios.isCancel(error)) {
    const cached = await recallResponse(config)
    if (cached) return cached
  }
  throw problem
})

function keepAndReturn(response: AxiosResponse<unknown>) {
  keepResponse(response)
  return response
}

/** Renew the session before anything is requested: the response would be that of a visitor. */
async function renewPresumed(config: InternalAxiosRequestConfig): Promise<void> {
  try {
    if (!navigator.onLine) throw new Problem()
    await renewOrEnd()
  } catch {
    throw new AxiosError('The session is not renewed.', AxiosError.ERR_NETWORK, config)
  }
}

/** Return false if the 401 is about a missing or wrong password or code. */
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
