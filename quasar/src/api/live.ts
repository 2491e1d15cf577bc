import { onScopeDispose } from 'vue'
import { access } from './access'
import { http, renewOrEnd } from './http'
import { LiveSocket, type LiveSubscriber } from './live-socket'
import type { components } from './rest'

type Ticket = components['schemas']['Ticket']

const live = new LiveSocket({
  ticket: async () => (await http.post<Ticket>('/api/socket-tickets/')).data.ticket,
  renew: renewOrEnd,
})

access.onEnd(() => live.close())

/** Listens for as long as the component (or scope) that asks lives. */
export function useLive(subscriber: LiveSubscriber) {
  onScopeDispose(live.subscribe(subscriber))
}

export function useLiveState() {
  return { lost: live.lost, retryNow: () => live.retryNow() }
}
