import { ref } from 'vue'
import type { LiveEvent } from './live-events'

export interface LiveSubscriber {
  event: (event: LiveEvent) => void
  /** The socket opened (again): events may have been missed, so read afresh what is shown. */
  opened: () => void
}

interface Connection {
  ticket: () => Promise<string>
  /** Asks for fresh access; where that is refused, the session is over and so is the socket. */
  renew: () => Promise<unknown>
  open?: (url: string) => WebSocket
}

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 30_000
/** How long a gap may last before the user hears of it. */
const PATIENCE = 10_000
/** Coming back at once is for what happens now and then, or a mistake would become a flood. */
const BETWEEN_HURRIES = 60_000

/** The ticket was refused or the session has ended. */
const DENIED = 4401
/** A socket lives for an hour. */
const HOUR_IS_UP = 4408

/** One socket for all who listen; it opens with the first subscriber and closes with the last. */
export class LiveSocket {
  /** True once the connection has been gone for longer than a hiccup. */
  readonly lost = ref(false)

  private readonly subscribers = new Set<LiveSubscriber>()
  private readonly ticket: () => Promise<string>
  private readonly renew: () => Promise<unknown>
  private readonly open: (url: string) => WebSocket
  private socket: WebSocket | null = null
  private attempts = 0
  private hurriedAt = -Infinity
  /** Counts connections, so that what belongs to an abandoned one is ignored. */
  private generation = 0
  private retry: ReturnType<typeof setTimeout> | undefined
  private patience: ReturnType<typeof setTimeout> | undefined

  constructor({ ticket, renew, open = (url) => new WebSocket(url) }: Connection) {
    this.ticket = ticket
    this.renew = renew
    this.open = open
    // The browser knows that the network is back before the next attempt is due.
    globalThis.addEventListener?.('online', () => this.retryNow())
  }

  subscribe(subscriber: LiveSubscriber): () => void {
    this.subscribers.add(subscriber)
    if (this.subscribers.size === 1) void this.connect()
    return () => {
      this.subscribers.delete(subscriber)
      if (this.subscribers.size === 0) this.close()
    }
  }

  retryNow() {
    if (this.retry === undefined) return
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
    clearTimeout(this.retry)
    this.retry = undefined
    this.patience ??= setTimeout(() => (this.lost.value = true), PATIENCE)
    try {
      const ticket = await this.ticket()
      if (generation !== this.generation) return
      this.listen(this.open(address(ticket)), generation)
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
      this.patience ??= setTimeout(() => (this.lost.value = true), PATIENCE)
      const mayHurry = Date.now() - this.hurriedAt >= BETWEEN_HURRIES
      if (mayHurry && (code === DENIED || code === HOUR_IS_UP)) void this.hurry(code, generation)
      else this.connectLater()
    }
  }

  private async hurry(code: number, generation: number) {
    this.hurriedAt = Date.now()
    try {
      if (code === DENIED) await this.renew()
      if (generation === this.generation) void this.connect()
    } catch {
      if (generation === this.generation) this.connectLater()
    }
  }

  private connectLater() {
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.attempts)
    this.attempts += 1
    // Spread out, so that a restarted server is not met by everybody at once.
    const wait = longest * (0.5 + Math.random() / 2)
    this.retry = setTimeout(() => void this.connect(), wait)
  }

  private stopWaiting() {
    clearTimeout(this.retry)
    clearTimeout(this.patience)
    this.retry = undefined
    this.patience = undefined
  }
}

function address(ticket: string): string {
  const { protocol, host } = window.location
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws/live/?ticket=${encodeURIComponent(ticket)}`
}
