import { access } from './access'
import { http, renewOrEnd } from './http'
import { LiveSocket } from './live-socket'
import type { components } from './rest'

type Ticket = components['schemas']['Ticket']

export const live = new LiveSocket({
  ticket: async () => (await http.post<Ticket>('/api/socket-tickets/')).data.ticket,
  renew: renewOrEnd,
})

access.onEnd(() => live.close())
