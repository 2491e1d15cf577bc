import { useSession } from '@/accounts/session'
import { access } from '@/api/access'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { decision, demo, letter, queue, runningTask, scaling } from '../../../test/scaling'
import { all, press, text, the, type, until } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { grant } from '../../../test/users'
import { FakeSocket } from '../../../test/socket'
import ScalingPage from './ScalingPage.vue'

// Drawing needs a real browser.
vi.mock('vue-echarts', () => ({ default: { template: '<svg />' } }))

const OVERVIEW = 'GET /api/scaling/'
const HISTORY = 'GET /api/scaling/history/'

const answers = {
  [OVERVIEW]: [200, scaling()],
  [HISTORY]: [200, [{ queue: 'heavy', samples: [] }]],
  'POST /api/socket-tickets/': [201, { ticket: 'abc', expires_in: 30 }],
} satisfies Parameters<typeof serve>[0]

async function show(changes: Parameters<typeof serve>[0] = {}) {
  const server = serve({ ...answers, ...changes })
  useSession()
  access.grant(grant())
  const { wrapper } = await open(ScalingPage)
  return { server, wrapper, socket: FakeSocket.opened.at(-1)! }
}

const confirm = () => [...document.querySelectorAll<HTMLElement>('.q-dialog button')].at(-1)!
const visibility = (state: DocumentVisibilityState) =>
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)

describe('ScalingPage', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))
  afterEach(() => void vi.useRealTimers())

  it('shows queues, decisions and running tasks', async () => {
    const overview = scaling({
      queues: [queue({ name: 'default', minimum: 1 }), queue({ held: 1, busy: 1 })],
      decisions: [decision()],
      running: [runningTask()],
      demos: [demo()],
    })
    await show({ [OVERVIEW]: [200, overview] })
    const cards = [...document.querySelectorAll('h3')].map((title) => title.textContent)
    expect(cards).toEqual(['heavy', 'default'])
    expect(text()).toContain('heavy: 0 → 1 worker.')
    expect(the('table', 'Running tasks').textContent).toContain('demoheavyheavy-1')
    expect(the('progressbar', '60-second task').getAttribute('aria-valuenow')).toBe('0.25')
    expect(text()).toContain('15 sec of 1 min')
  })

  it('shows visitors no tasks and no buttons that run any', async () => {
    access.end('signed-out')
    const seen = scaling({ can_operate: false, queues: [queue({ cost: null })] })
    serve({ ...answers, [OVERVIEW]: [200, seen] })
    const sockets = FakeSocket.opened.length
    await open(ScalingPage)
    expect(text()).toContain('Sign in to run a task')
    expect(the('link', 'Sign in').getAttribute('href')).toBe('/sign-in?next=/scaling')
    expect(all('button', 'Run')).toHaveLength(0)
    expect(text()).not.toContain('Running tasks')
    expect(text()).not.toContain('always-on worker')
    expect(FakeSocket.opened).toHaveLength(sockets)
  })

  it('explains empty lists', async () => {
    await show({ [OVERVIEW]: [200, scaling({ swept: null })] })
    expect(text()).toContain('No tasks yet. Run one')
    expect(text()).toContain('Not checked yet')
    expect(text()).toContain('No tasks running.')
    expect(text()).not.toContain('Dead-letter queue')
  })

  it('runs a task and shows it at once', async () => {
    let demos = [] as object[]
    const { server } = await show({
      [OVERVIEW]: () => [200, { ...scaling(), demos }],
      'POST /api/scaling/demo-tasks/': () => {
        demos = [demo({ seconds: 5, state: 'waiting' })]
        return [201, demos[0]]
      },
    })
    await type('Seconds', '5')
    await press('Run a 5-second task')
    await until(() => expect(text()).toContain('5-second task Waiting'))
    expect(server.requestsTo('POST /api/scaling/demo-tasks/')[0]!.data).toBe('{"seconds":5}')
  })

  it('does not send an invalid duration', async () => {
    const { server } = await show()
    await type('Seconds', '8000')
    await press('Run a task')
    await until(() => expect(text()).toContain('Enter 1 to 7,200.'))
    expect(server.requestsTo('POST /api/scaling/demo-tasks/')).toHaveLength(0)
  })

  it('shows the error of the duration at its field', async () => {
    const errors = [{ field: 'seconds', code: 'max_value', message: 'At most 100 today.' }]
    await show({ 'POST /api/scaling/demo-tasks/': problem(400, 'Rejected.', errors) })
    await press('Run a 60-second task')
    await until(() => expect(text()).toContain('At most 100 today.'))
    expect(text()).not.toContain('Rejected.')
  })

  it('shows the limit of running tasks', async () => {
    await show({ 'POST /api/scaling/demo-tasks/': problem(409, 'Five of them are unfinished.') })
    await press('Run a 60-second task')
    await until(() => expect(the('alert').textContent).toContain('Five of them are unfinished.'))
  })

  it('cancels a task', async () => {
    let state: 'running' | 'cancelled' = 'running'
    await show({
      [OVERVIEW]: () => [200, scaling({ demos: [demo({ state, ended: '2026-03-02T12:00:20Z' })] })],
      'DELETE /api/scaling/demo-tasks/d1/': () => {
        state = 'cancelled'
        return [204]
      },
    })
    await press('Cancel 60-second task')
    expect(text()).toContain('Cancelled')
    expect(all('button', 'Cancel 60-second task')).toHaveLength(0)
  })

  it('shows a failed cancellation and the attempt', async () => {
    await show({
      [OVERVIEW]: [200, scaling({ demos: [demo({ attempts: 2 })] })],
      'DELETE /api/scaling/demo-tasks/d1/': problem(503, 'The broker is away.'),
    })
    expect(text()).toContain('Attempt 2: the worker was lost, the task was not.')
    await press('Cancel 60-second task')
    expect(the('alert').textContent).toContain('The broker is away.')
  })

  it('retries a dead letter', async () => {
    const { server } = await show({
      [OVERVIEW]: [200, scaling({ dead_letters: [letter()] })],
      'POST /api/scaling/dead-letters/t1%3A0/': [204],
    })
    expect(text()).toContain('crashed its worker three times')
    await press('Retry demo')
    expect(server.requestsTo('POST /api/scaling/dead-letters/t1%3A0/')).toHaveLength(1)
    expect(server.requestsTo(OVERVIEW)).toHaveLength(2)
  })

  it('asks before discarding a dead letter', async () => {
    const { server } = await show({
      [OVERVIEW]: [200, scaling({ dead_letters: [letter()] })],
      'DELETE /api/scaling/dead-letters/t1%3A0/': [204],
    })
    await press('Discard demo')
    expect(server.requestsTo('DELETE /api/scaling/dead-letters/t1%3A0/')).toHaveLength(0)
    confirm().click()
    await flushPromises()
    expect(server.requestsTo('DELETE /api/scaling/dead-letters/t1%3A0/')).toHaveLength(1)
    expect(server.requestsTo(OVERVIEW)).toHaveLength(2)
  })

  it('shows a failed retry and discard', async () => {
    await show({
      [OVERVIEW]: [200, scaling({ dead_letters: [letter()] })],
      'POST /api/scaling/dead-letters/t1%3A0/': problem(404, 'It is gone.'),
      'DELETE /api/scaling/dead-letters/t1%3A0/': problem(404, 'It is gone.'),
    })
    await press('Retry demo')
    expect(the('alert').textContent).toContain('It is gone.')
    await press('Discard demo')
    confirm().click()
    await flushPromises()
    expect(all('alert', 'It is gone.')).toHaveLength(2)
  })

  it('reloads at most once a second, up to the last change', async () => {
    vi.useFakeTimers()
    const { server, socket } = await show()
    for (let sent = 0; sent < 5; sent += 1) socket.say({ type: 'scaling.changed' })
    await flushPromises()
    expect(server.requestsTo(OVERVIEW)).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(3_500)
    expect(server.requestsTo(OVERVIEW)).toHaveLength(4)
    expect(server.requestsTo(HISTORY)).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(8_000)
    expect(server.requestsTo(HISTORY)).toHaveLength(4)
  })

  it('ignores other events', async () => {
    const { server, socket } = await show()
    socket.say({ type: 'other' })
    await flushPromises()
    expect(server.requestsTo(OVERVIEW)).toHaveLength(1)
  })

  it('polls, and reloads after a reconnect', async () => {
    vi.useFakeTimers()
    const { server, socket } = await show()
    await vi.advanceTimersByTimeAsync(15_100)
    expect(server.requestsTo(OVERVIEW)).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(2_000)
    socket.onopen?.()
    await flushPromises()
    expect(server.requestsTo(OVERVIEW)).toHaveLength(3)
  })

  it('pauses while hidden and catches up afterwards', async () => {
    vi.useFakeTimers()
    const { server, socket } = await show()
    visibility('hidden')
    socket.say({ type: 'scaling.changed' })
    await vi.advanceTimersByTimeAsync(120_000)
    expect(server.requestsTo(OVERVIEW)).toHaveLength(1)
    visibility('visible')
    document.dispatchEvent(new Event('visibilitychange'))
    await flushPromises()
    expect(server.requestsTo(OVERVIEW)).toHaveLength(2)
  })

  it('stops reloading when left', async () => {
    vi.useFakeTimers()
    const { server, wrapper } = await show()
    wrapper.unmount()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(server.requestsTo(OVERVIEW)).toHaveLength(1)
  })

  it('loads the selected time window', async () => {
    const { server } = await show()
    await press('3 hr')
    const windows = server
      .requestsTo(HISTORY)
      .map(({ params }) => (params as { hours: number }).hours)
    expect(windows).toEqual([0.25, 3])
  })

  it('offers a retry and keeps loaded data', async () => {
    let asked = 0
    const { server } = await show({
      [OVERVIEW]: () => (asked++ ? [200, scaling()] : problem(503, 'The fleet is away.')),
      [HISTORY]: problem(503, 'The history is away.'),
    })
    expect(the('alert').textContent).toContain('The fleet is away.')
    await press('Try again')
    expect(server.requestsTo(OVERVIEW)).toHaveLength(2)
    expect(the('alert').textContent).toContain('The history is away.')
  })

  it('explains missing access', async () => {
    await show({ [OVERVIEW]: problem(403, 'No.'), [HISTORY]: problem(403, 'No.') })
    expect(document.querySelector('h1')!.textContent).toBe('Staff only')
    expect(all('button')).toHaveLength(0)
  })
})
