import { createClient } from 'graphql-ws'
import { onScopeDispose } from 'vue'
import { access } from './access'
import { renewAccess } from './http'

/** The server's word for a token that is none any more, and for an hour that is up. */
const FORBIDDEN = 4403

let stale = false
const onReturn = new Set<() => void>()

/** Opens with the first subscription, closes with the last, and comes back whatever happens. */
export const graphqlSocket = createClient({
  url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/graphql/`,
  connectionParams: async () => {
    if (stale && access.token) await renewAccess().catch(() => undefined)
    stale = false
    return access.token ? { Authorization: `Bearer ${access.token}` } : {}
  },
  retryAttempts: Infinity,
  shouldRetry: () => true,
  on: {
    connected: (_socket, _payload, wasRetry) => {
      if (wasRetry) onReturn.forEach((listener) => listener())
    },
    closed: (event) => {
      stale = (event as CloseEvent).code === FORBIDDEN
    },
  },
})

// Whoever comes next is somebody else.
access.onEnd(() => graphqlSocket.terminate())

/** Events may have been missed while the connection was lost: read afresh what is shown. */
export function useReturn(listener: () => unknown) {
  const listen = () => void listener()
  onReturn.add(listen)
  onScopeDispose(() => onReturn.delete(listen))
}
