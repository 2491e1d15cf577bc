import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios'
import { access, type User } from '../access'
import { cacheable } from './cacheable'
import { shown } from './shown'

declare module 'axios' {
  interface AxiosRequestConfig {
    /** Id of the user who asked, or 0: the session may have another one by the response. */
    owner?: number
  }
}

// Loaded on demand, as the first page needs nothing of it.
const cache = () => import('./responses')

/** Cache the response if it is of a page for offline use. */
export function keepResponse({ config, data }: AxiosResponse<unknown>): void {
  const request = import.meta.env.QUASAR_SERVER ? undefined : cacheable(config)
  if (!request) return
  shown.delete(request.key)
  const { owner } = config
  if (owner === undefined || hasErrors(data)) return
  // Without storage the application works as before.
  cache()
    .then(({ saveResponse }) => saveResponse(owner, request.key, data))
    .catch(() => undefined)
}

/** Return the cached response to a request that got none. */
export async function recallResponse(
  config: InternalAxiosRequestConfig,
): Promise<AxiosResponse | undefined> {
  const request = import.meta.env.QUASAR_SERVER ? undefined : cacheable(config)
  if (!request || config.owner === undefined || config.owner !== access.userId) return undefined
  const owner = config.owner
  const found = await cache()
    .then(({ readResponse }) => readResponse(owner, request.key))
    .catch(() => undefined)
  if (!found) return undefined
  if (request.isContent) shown.set(request.key, found.fetchedAt)
  return { config, data: found.data, status: 200, statusText: '', headers: {} }
}

/** Return the user of the last visit, as signing in needs the network. */
export function lastUser() {
  return cache()
    .then(({ findLastUser }) => findLastUser())
    .catch(() => undefined)
}

/** Make the cache that of a user, or of a visitor; return the user whose it was. */
export function claimResponses(user: User | null): Promise<User | null | undefined> {
  return cache()
    .then(({ claimCache }) => claimCache(user))
    .catch(() => undefined)
}

access.onGrant(({ user }) => void claimResponses(user))
access.onEnd(() => {
  shown.clear()
  void claimResponses(null)
})

function hasErrors(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'errors' in data
}
