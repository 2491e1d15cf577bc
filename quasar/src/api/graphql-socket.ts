import { createClient } from 'graphql-ws'
import { onScopeDispose } from 'vue'
import { access } from './access'
import { renewAccess } from './http'
import { socketUrl } from './server-url'

/** Close code for an invalid token and for a socket that reached its time limit. */
const FORBIDDEN = 4403

let stale = false
const onReturn = new Set<() => void>()

/** Connect with the first subscription, close with the last, and always reconnect. */
export const graphqlSocket = createClient({
  url: () => socketUrl('/ws/graphql/'),
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

// The next session may belong to another user.
access.onEnd(() => graphqlSocket.terminate())

/** Call `listener` after a reconnect, as events may have been missed. */
export function useReconnect(listener: () => unknown) {
  const listen = () => void listener()
  onReturn.add(listen)
  onScopeDispose(() => onReturn.delete(listen))
}
