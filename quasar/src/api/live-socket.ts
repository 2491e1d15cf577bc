import { ref } from 'vue'
import type { LiveEvent } from './live-events'
import { socketUrl } from './server-url'

export interface LiveSubscriber {
  event: (event: LiveEvent) => void
  /** Called on every connect: events may have been missed, so load again. */
  opened: () => void
}

interface Connection {
  ticket: () => Promise<string>
  /** Renew the access token; a rejection ends the session and closes the socket. */
  renew: () => Promise<unknown>
  open?: (url: string) => WebSocket
}

const INITIAL_WAIT_MS = 1_000
const MAX_WAIT_MS = 30_000
/** Time without a connection before the user is notified. */
const LOST_AFTER_MS = 10_000
/** Minimum time between immediate reconnects, so that an error causes no request flood. */
const MIN_IMMEDIATE_RETRY_GAP_MS = 60_000

/** The ticket was rejected or the session has ended. */
const DENIED = 4401
/** The server closes a socket after an hour. */
const SESSION_LIMIT_REACHED = 4408
/** The user has too many open sockets. */
const TOO_MANY_SOCKETS = 4429

/** One WebSocket for all subscribers: connects with the first, closes with the last. */
export class LiveSocket {
  /** True after LOST_AFTER_MS without a connection. */
  readonly lost = ref(false)

  private readonly subscribers = new Set<LiveSubscriber>()
  private readonly ticket: () => Promise<string>
  private readonly renew: () => Promise<unknown>
  private readonly open: (url: string) => WebSocket
  private socket: WebSocket | null = null
  private attempts = 0
  private reconnectedAt = -Infinity
  /** Number of the connection, so that callbacks of abandoned ones are ignored. */
  private generation = 0
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private lostTimer: ReturnType<typeof setTimeout> | undefined

  constructor({ ticket, renew, open = (url) => new WebSocket(url) }: Connection) {
    this.ticket = ticket
    this.renew = renew
    this.open = open
    // The network may be back before the next attempt is due.
    globalThis.addEventListener?.('online', () => this.reconnect())
  }

  subscribe(subscriber: LiveSubscriber): () => void {
    this.subscribers.add(subscriber)
    if (this.subscribers.size === 1) void this.connect()
    return () => {
      this.subscribers.delete(subscriber)
      if (this.subscribers.size === 0) this.close()
    }
  }

  reconnect() {
    if (this.retryTimer === undefined) return
    this.attempts = 0
    void this.connect()
  }

  close() {
    this.generation += 1
    this.stopWaiting()
    this.socket?.close()
    this.socket = null
    this.attempts = 0
    this.lost.value = false
  }

  private async connect() {
    const generation = ++this.generation
    clearTimeout(this.retryTimer)
    this.retryTimer = undefined
    this.lostTimer ??= setTimeout(() => (this.lost.value = true), LOST_AFTER_MS)
    try {
      const ticket = await this.ticket()
      if (generation !== this.generation) return
      this.listen(
        this.open(socketUrl(`/ws/live/?ticket=${encodeURIComponent(ticket)}`)),
        generation,
      )
    } catch {
      if (generation === this.generation) this.connectLater()
    }
  }

  private listen(socket: WebSocket, generation: number) {
    this.socket = socket
    socket.onopen = () => {
      this.attempts = 0
      this.lost.value = false
      this.stopWaiting()
      this.subscribers.forEach(({ opened }) => opened())
    }
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as LiveEvent
      this.subscribers.forEach((subscriber) => subscriber.event(event))
    }
    socket.onclose = ({ code }) => {
      if (generation !== this.generation) return
      this.lostTimer ??= setTimeout(() => (this.lost.value = true), LOST_AFTER_MS)
      const mayReconnectNow = Date.now() - this.reconnectedAt >= MIN_IMMEDIATE_RETRY_GAP_MS
      if (mayReconnectNow && (code === DENIED || code === SESSION_LIMIT_REACHED))
        void this.reconnectNow(code, generation)
      else this.connectLater(code === TOO_MANY_SOCKETS ? MAX_WAIT_MS : undefined)
    }
  }

  private async reconnectNow(code: number, generation: number) {
    this.reconnectedAt = Date.now()
    try {
      if (code === DENIED) await this.renew()
      if (generation === this.generation) void this.connect()
    } catch {
      if (generation === this.generation) this.connectLater()
    }
  }

  private connectLater(longest = Math.min(MAX_WAIT_MS, INITIAL_WAIT_MS * 2 ** this.attempts)) {
    this.attempts += 1
    // Jitter, so that clients do not all reconnect to a restarted server at once.
    const wait = longest * (0.5 + Math.random() / 2)
    this.retryTimer = setTimeout(() => void this.connect(), wait)
  }

  private stopWaiting() {
    clearTimeout(this.retryTimer)
    clearTimeout(this.lostTimer)
    this.retryTimer = undefined
    this.lostTimer = undefined
  }
}
