import { beforeEach, describe, expect, it, vi } from 'vitest'
import { grant } from '../../test/users'
import { codedProblem, serve } from '../../test/server'
import { access } from './access'
import { renewAccess } from './http'
import { until } from '../../test/screen'

const REFRESH = 'POST /api/session/refresh/'
/** The channel as the other tabs of the browser see it. */
const others = new BroadcastChannel('session')

/** Stub Web Locks, which happy-dom lacks: one holder, the others queue. */
function locks() {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  type Act = (lock: object | null) => Promise<unknown>
  function request(_name: string, ...given: [Act] | [{ ifAvailable: boolean }, Act]) {
    const act = given.at(-1) as Act
    if (given.length === 2 && waiting) return act(null)
    waiting += 1
    const turn = last.then(() => act({})).finally(() => (waiting -= 1))
    last = turn.catch(() => undefined)
    return turn
  }
  vi.stubGlobal('navigator', { ...navigator, locks: { request } })
  return request
}

const keys = (server: ReturnType<typeof serve>) =>
  server.requestsTo(REFRESH).map(({ headers }) => headers.get('Idempotency-Key'))

describe('renewAccess', () => {
  beforeEach(() => {
    access.end('signed-out')
  })

  it('sends an idempotency key and stores no token', async () => {
    const server = serve({ [REFRESH]: [200, grant()] })
    await renewAccess()
    expect(keys(server)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])
    expect(JSON.stringify({ ...localStorage })).not.toContain('token')
  })

  it('repeats only an attempt without response', async () => {
    const away = serve({})
    await expect(renewAccess()).rejects.toThrow()
    const broken = serve({ [REFRESH]: [502, 'Bad gateway'] })
    await expect(renewAccess()).rejects.toThrow()
    const server = serve({ [REFRESH]: [200, grant()] })
    await renewAccess()
    await renewAccess()
    const [first, second, third, fourth] = [away, broken, server].flatMap(keys)
    expect([second, third]).toEqual([first, first])
    expect(fourth).not.toBe(first)
  })

  it('ends the attempt after a rejection', async () => {
    const server = serve({
      [REFRESH]: codedProblem(401, 'not_signed_in', 'You are not signed in.'),
    })
    await expect(renewAccess()).rejects.toThrow()
    await expect(renewAccess()).rejects.toThrow()
    expect(new Set(keys(server)).size).toBe(2)
  })

  it('takes the grant of the first tab', async () => {
    const request = locks()
    const server = serve({ [REFRESH]: [200, grant()] })
    const first = request('session', () => {
      localStorage.setItem('session.answered', 'the other tab’s')
      others.postMessage({ granted: grant({}, 'theirs') })
      return Promise.resolve()
    })
    expect((await renewAccess()).access).toBe('theirs')
    await first
    expect(server.requests).toHaveLength(0)
  })

  it('takes a grant whose storage entry comes after the lock', async () => {
    const request = locks()
    const server = serve({ [REFRESH]: [200, grant({}, 'ours')] })
    const first = request('session', () => {
      setTimeout(() => others.postMessage({ granted: grant({}, 'theirs') }), 20)
      return Promise.resolve()
    })
    expect((await renewAccess()).access).toBe('theirs')
    await first
    expect(server.requests).toHaveLength(0)
  })

  it('sends a request at once if the session ended while waiting', async () => {
    const request = locks()
    const server = serve({ [REFRESH]: [200, grant({}, 'ours')] })
    access.grant(grant())
    void request('session', () => {
      access.end('expired')
      return Promise.resolve()
    })
    // No time passes.
    vi.useFakeTimers()
    const renewed = renewAccess()
    await vi.advanceTimersByTimeAsync(0)
    vi.useRealTimers()
    expect(server.requests).toHaveLength(1)
    expect((await renewed).access).toBe('ours')
  })

  it('waits for the message of the first tab after its storage entry', async () => {
    locks()
    const server = serve({ [REFRESH]: [200, grant({}, 'ours')] })
    access.grant(grant({}, 'spent'))
    localStorage.setItem('session.answered', 'by the other tab')
    const renewed = renewAccess()
    others.postMessage({ granted: grant({}, 'theirs'), attempt: 'by the other tab' })
    expect((await renewed).access).toBe('theirs')
    expect(server.requests).toHaveLength(0)

    // The next time it is the first.
    expect((await renewAccess()).access).toBe('ours')
    expect(server.requests).toHaveLength(1)
  })

  it('sends a request if the other tab failed or its message is lost', async () => {
    const request = locks()
    const server = serve({ [REFRESH]: [200, grant({}, 'ours')] })
    access.grant(grant())
    void request('session', () => {
      others.postMessage({ ended: 'expired' })
      return Promise.resolve()
    })
    expect((await renewAccess()).access).toBe('ours')
    vi.useFakeTimers()
    void request('session', () => {
      localStorage.setItem('session.answered', 'the other tab’s')
      return Promise.resolve()
    })
    const renewed = renewAccess()
    await vi.advanceTimersByTimeAsync(1_000)
    vi.useRealTimers()
    expect((await renewed).access).toBe('ours')
    expect(server.requests).toHaveLength(2)
  })
})

describe('the tabs of a browser', () => {
  const heard = vi.fn()
  others.addEventListener('message', ({ data }) => void heard(data))

  beforeEach(() => {
    access.end('signed-out')
    heard.mockClear()
  })

  it('broadcast grants and the end', async () => {
    access.grant(grant())
    access.end('expired')
    await until(() => expect(heard).toHaveBeenCalledWith({ ended: 'expired' }))
    expect(heard).toHaveBeenCalledWith({ granted: grant() })
  })

  it('end their sessions together', async () => {
    access.grant(grant())
    others.postMessage({ ended: 'signed-out' })
    await until(() => expect(access.token).toBeNull())
  })

  it('end the session when another user signs in', async () => {
    const ended = vi.fn()
    const stop = access.onEnd(ended)
    access.grant(grant())
    others.postMessage({ granted: grant({ id: 2, handle: 'bob' }) })
    await until(() => expect(ended).toHaveBeenCalledExactlyOnceWith('replaced'))
    expect(access.currentGrant?.user.handle).toBe('bob')
    stop()
  })
})
