import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeSocket } from '../../test/socket'
import { LiveSocket } from './live-socket'

const progress = { type: 'statement.progress', statement: 's1', fraction: 0.5, rows: 6 }

function listen(
  ticket: () => Promise<string> = () => Promise.resolve(`t${++tickets}`),
  renew: () => Promise<unknown> = () => Promise.resolve(),
) {
  const socket = new LiveSocket({
    ticket,
    renew,
    open: (url) => new FakeSocket(url) as unknown as WebSocket,
  })
  const event = vi.fn()
  const opened = vi.fn()
  const stop = socket.subscribe({ event, opened })
  return { socket, event, opened, stop }
}

let tickets = 0
const latest = () => FakeSocket.opened.at(-1)!
const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

describe('LiveSocket', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(1)
    FakeSocket.opened.length = 0
    tickets = 0
    return () => vi.useRealTimers()
  })

  it('connects with a ticket and passes events on', async () => {
    const { event, opened } = listen()
    await wait(0)
    latest().onopen?.()
    latest().say(progress)
    expect(latest().url).toMatch(/^ws:\/\/.*\/ws\/live\/\?ticket=t1$/)
    expect(opened).toHaveBeenCalledOnce()
    expect(event).toHaveBeenCalledExactlyOnceWith(progress)
  })

  it('reconnects with a new ticket and notifies subscribers', async () => {
    const { opened } = listen()
    await wait(0)
    latest().onopen?.()
    latest().close(1006)
    await wait(1_000)
    latest().onopen?.()
    expect(latest().url).toContain('ticket=t2')
    expect(opened).toHaveBeenCalledTimes(2)
  })

  it('reconnects at once after the time limit', async () => {
    const renew = vi.fn().mockResolvedValue(undefined)
    listen(undefined, renew)
    await wait(0)
    latest().onopen?.()
    latest().close(4408)
    await wait(0)
    expect(latest().url).toContain('ticket=t2')
    expect(renew).not.toHaveBeenCalled()
  })

  it('renews the token once when denied, then backs off', async () => {
    const renew = vi.fn().mockResolvedValue(undefined)
    listen(undefined, renew)
    await wait(0)
    latest().onopen?.()
    latest().close(4401)
    await wait(0)
    expect(latest().url).toContain('ticket=t2')
    latest().onopen?.()
    latest().close(4401)
    await wait(999)
    expect(renew).toHaveBeenCalledOnce()
    expect(FakeSocket.opened).toHaveLength(2)
    await wait(1)
    expect(latest().url).toContain('ticket=t3')
  })

  it('waits 30 seconds if too many sockets are open', async () => {
    listen()
    await wait(0)
    latest().onopen?.()
    latest().close(4429)
    await wait(29_000)
    expect(FakeSocket.opened).toHaveLength(1)
    await wait(1_000)
    expect(FakeSocket.opened).toHaveLength(2)
  })

  it('stays closed if the session is over', async () => {
    const { socket } = listen(undefined, () => {
      socket.close()
      return Promise.reject(new Error('signed out'))
    })
    await wait(0)
    latest().onopen?.()
    latest().close(4401)
    await wait(60_000)
    expect(FakeSocket.opened).toHaveLength(1)
  })

  it('doubles the delay after each failure, up to 30 seconds', async () => {
    const ticket = vi.fn().mockRejectedValue(new Error('no server'))
    listen(ticket)
    await wait(0)
    for (const [attempts, pause] of [1, 2, 4, 8, 16, 30, 30].entries()) {
      await wait(pause * 1_000 - 1)
      expect(ticket).toHaveBeenCalledTimes(attempts + 1)
      await wait(1)
      expect(ticket).toHaveBeenCalledTimes(attempts + 2)
    }
  })

  it('reports a lost connection only after a delay', async () => {
    const { socket } = listen()
    await wait(0)
    latest().onopen?.()
    latest().close(1006)
    await wait(9_000)
    expect(socket.lost.value).toBe(false)
    await wait(1_000)
    expect(socket.lost.value).toBe(true)
    latest().onopen?.()
    expect(socket.lost.value).toBe(false)
  })

  it('reconnects at once when the network is back', async () => {
    const ticket = vi.fn().mockRejectedValue(new Error('no network'))
    listen(ticket)
    await wait(7_000)
    ticket.mockClear()
    window.dispatchEvent(new Event('online'))
    await wait(0)
    expect(ticket).toHaveBeenCalledOnce()
  })

  it('closes with its last subscriber and stays closed', async () => {
    const { stop } = listen()
    await wait(0)
    stop()
    await wait(60_000)
    expect(FakeSocket.opened).toHaveLength(1)
  })
})
