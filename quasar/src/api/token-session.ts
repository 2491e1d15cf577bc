import axios, { AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios'
import type { User } from './access'
import { http } from './http'
import type { components } from './rest'

type Tokens = components['schemas']['Tokens']

/** Where a native application keeps its refresh token: a store of the operating system. */
export interface TokenStore {
  read(): Promise<string | null>
  /** Replace the token; null deletes it. */
  write(token: string | null): Promise<void>
}

/** Endpoints of a browser's session, and those that return and take the refresh token itself. */
const TOKEN_PATHS: Partial<Record<string, string>> = {
  'POST /api/session/': '/api/token/',
  'POST /api/session/second-factor/': '/api/token/second-factor/',
  'POST /api/session/refresh/': '/api/token/refresh/',
  'DELETE /api/session/': '/api/token/revoke/',
}
const REFRESH = '/api/token/refresh/'
const REVOKE = '/api/token/revoke/'

/**
 * Let the HTTP client exchange the requests of a browser's session, whose refresh token is in a
 * cookie, for those with the token of `store`. All other code is the same as in a browser.
 */
export function useTokenSession(store: TokenStore) {
  const send = axios.getAdapter(http.defaults.adapter)

  http.defaults.adapter = async (config) => {
    const path = TOKEN_PATHS[`${config.method?.toUpperCase()} ${config.url}`]
    if (!path) return toGrant(await send(config))
    const response = await exchange(config, path)
    // Interceptors look at the URL that the caller requested.
    return { ...response, config }
  }

  async function exchange(config: InternalAxiosRequestConfig, path: string) {
    if (path !== REFRESH && path !== REVOKE) return toGrant(await send(to(config, path)))
    const refresh = await store.read()
    if (!refresh) return noContent(config)
    const request = { ...to(config, path), method: 'post', data: JSON.stringify({ refresh }) }
    request.headers.setContentType('application/json')
    try {
      const response = await toGrant(await send(request))
      if (path === REVOKE) await store.write(null)
      return response
    } catch (error) {
      if (axios.isAxiosError(error)) {
        if (error.response?.status === 401) await store.write(null)
        error.config = config
      }
      throw error
    }
  }

  /** Store the refresh token of a response, and put the user in its place, as browsers get it. */
  async function toGrant(response: AxiosResponse<unknown>): Promise<AxiosResponse<unknown>> {
    const tokens = parse(response.data)
    if (!isTokens(tokens)) return response
    // Before anything that may fail: the server no longer accepts the previous one.
    await store.write(tokens.refresh)
    const request = { ...to(response.config, '/api/users/me/'), method: 'get', data: undefined }
    request.headers.set('Authorization', `Bearer ${tokens.access}`)
    request.headers.delete('Content-Type')
    request.headers.delete('Idempotency-Key')
    const user = parse((await send(request)).data) as User
    return { ...response, data: { access: tokens.access, user } }
  }
}

function to(config: InternalAxiosRequestConfig, url: string): InternalAxiosRequestConfig {
  return { ...config, url, headers: new AxiosHeaders(config.headers) }
}

function noContent(config: InternalAxiosRequestConfig): AxiosResponse<unknown> {
  return { status: 204, statusText: 'No Content', headers: {}, data: '', config }
}

function parse(data: unknown): unknown {
  if (typeof data !== 'string' || !data.startsWith('{')) return data
  return JSON.parse(data) as unknown
}

function isTokens(data: unknown): data is Tokens {
  return typeof data === 'object' && data !== null && 'access' in data && 'refresh' in data
}
