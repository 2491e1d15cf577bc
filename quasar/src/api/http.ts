import axios, { type AxiosError, type InternalAxiosRequestConfig } from 'axios'
import { access, type Grant } from './access'
import { Problem, toProblem } from './problem'

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Set once a request has been sent again with a renewed token. */
    retried?: boolean
  }
}

/** The one HTTP client: it carries the access token and renews it once when it has expired. */
export const http = axios.create({ timeout: 30_000 })

let renewal: Promise<Grant> | null = null

/** Single flight: however many requests find the token expired, one renews it. */
export function renewAccess(): Promise<Grant> {
  renewal ??= http
    .post<Grant>('/api/session/refresh/')
    .then(({ data, status }) => {
      // No content: a visitor who never signed in. No error, but no access either.
      if (status === 204) throw new Problem(401)
      access.grant(data)
      return data
    })
    .finally(() => (renewal = null))
  return renewal
}

http.interceptors.request.use((config) => {
  if (access.token) config.headers.set('Authorization', bearer(access.token))
  return config
})

http.interceptors.response.use(undefined, async (error: AxiosError) => {
  const { config, response } = error
  if (config && response?.status === 401 && mayRetry(config)) {
    await renewUnlessRenewed(config)
    return http.request({ ...config, retried: true })
  }
  throw await toProblem(error)
})

function mayRetry(config: InternalAxiosRequestConfig): boolean {
  return !config.retried && !config.url?.startsWith('/api/session/')
}

async function renewUnlessRenewed(config: InternalAxiosRequestConfig): Promise<void> {
  const sent = config.headers.get('Authorization')
  if (access.token && sent !== bearer(access.token)) return
  try {
    await renewAccess()
  } catch (problem) {
    // Out of reach is not signed out: only a refusal ends the session.
    if ((await toProblem(problem)).denied) access.end('expired')
    throw problem
  }
}

function bearer(token: string): string {
  return `Bearer ${token}`
}
