import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { decision, demo, letter, queue, runningTask, scaling } from '../../../test/scaling'
import { all, press, text, the, type, until } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
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
  const { wrapper } = await open(ScalingPage)
  return { server, wrapper, socket: FakeSocket.opened.at(-1)! }
}

const confirm = () => [...document.querySelectorAll<HTMLElement>('.q-dialog button')].at(-1)!
const visibility = (state: DocumentVisibilityState) =>
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state)

describe('the page of the workers', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))
  afterEach(() => void vi.useRealTimers())

  it('shows queues, decisions and what runs', async () => {
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

  it('says what to do while there is nothing', async () => {
    await show({ [OVERVIEW]: [200, scaling({ swept: null })] })
    expect(text()).toContain('You have not run any yet. Press the button')
    expect(text()).toContain('Not looked at yet')
    expect(text()).toContain('No task is running.')
    expect(text()).not.toContain('Tasks that were taken out')
  })

  it('runs a task of the chosen length and shows it at once', async () => {
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
    expect(server.asked('POST /api/scaling/demo-tasks/')[0]!.data).toBe('{"seconds":5}')
  })

  it('does not send a length that cannot be', async () => {
    const { server } = await show()
    await type('Seconds', '8000')
    await press('Run a task')
    await until(() => expect(text()).toContain('1 to 7,200, please.'))
    expect(server.asked('POST /api/scaling/demo-tasks/')).toHaveLength(0)
  })

  it('says what the server has against a length, at the field', async () => {
    const errors = [{ field: 'seconds', code: 'max_value', message: 'At most 100 today.' }]
    await show({ 'POST /api/scaling/demo-tasks/': problem(400, 'Refused.', errors) })
    await press('Run a 60-second task')
    await until(() => expect(text()).toContain('At most 100 today.'))
    expect(text()).not.toContain('Refused.')
  })

  it('says why no more may run', async () => {
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
    await press('Cancel the 60-second task')
    expect(text()).toContain('Cancelled')
    expect(all('button', 'Cancel the 60-second task')).toHaveLength(0)
  })

  it('says why a task could not be cancelled, and which attempt it is', async () => {
    await show({
      [OVERVIEW]: [200, scaling({ demos: [demo({ attempts: 2 })] })],
      'DELETE /api/scaling/demo-tasks/d1/': problem(503, 'The broker is away.'),
    })
    expect(text()).toContain('Attempt 2: its worker was lost, the task was not.')
    await press('Cancel the 60-second task')
    expect(the('alert').textContent).toContain('The broker is away.')
  })

  it('sends a task again that took its workers along', async () => {
    const { server } = await show({
      [OVERVIEW]: [200, scaling({ dead_letters: [letter()] })],
      'POST /api/scaling/dead-letters/t1%3A0/': [204],
    })
    expect(text()).toContain('took its worker along three times')
    await press('Retry import_statement')
    expect(server.asked('POST /api/scaling/dead-letters/t1%3A0/')).toHaveLength(1)
    expect(server.asked(OVERVIEW)).toHaveLength(2)
  })

  it('asks before it gives one up', async () => {
    const { server } = await show({
      [OVERVIEW]: [200, scaling({ dead_letters: [letter()] })],
      'DELETE /api/scaling/dead-letters/t1%3A0/': [204],
    })
    await press('Give up import_statement')
    expect(server.asked('DELETE /api/scaling/dead-letters/t1%3A0/')).toHaveLength(0)
    confirm().click()
    await flushPromises()
    expect(server.asked('DELETE /api/scaling/dead-letters/t1%3A0/')).toHaveLength(1)
    expect(server.asked(OVERVIEW)).toHaveLength(2)
  })

  it('says why one could neither be sent nor given up', async () => {
    await show({
      [OVERVIEW]: [200, scaling({ dead_letters: [letter()] })],
      'POST /api/scaling/dead-letters/t1%3A0/': problem(404, 'It is gone.'),
      'DELETE /api/scaling/dead-letters/t1%3A0/': problem(404, 'It is gone.'),
    })
    await press('Retry import_statement')
    expect(the('alert').textContent).toContain('It is gone.')
    await press('Give up import_statement')
    confirm().click()
    await flushPromises()
    expect(all('alert', 'It is gone.')).toHaveLength(2)
  })

  it('follows what happens, once a second, to the last change', async () => {
    vi.useFakeTimers()
    const { server, socket } = await show()
    for (let told = 0; told < 5; told += 1) socket.say({ type: 'scaling.changed' })
    await flushPromises()
    expect(server.asked(OVERVIEW)).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(3_500)
    expect(server.asked(OVERVIEW)).toHaveLength(4)
    expect(server.asked(HISTORY)).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(8_000)
    expect(server.asked(HISTORY)).toHaveLength(4)
  })

  it('does not care for events about statements', async () => {
    const { server, socket } = await show()
    socket.say({ type: 'statement.added', statement: 's1' })
    await flushPromises()
    expect(server.asked(OVERVIEW)).toHaveLength(1)
  })

  it('looks by itself now and then, and as soon as the socket is back', async () => {
    vi.useFakeTimers()
    const { server, socket } = await show()
    await vi.advanceTimersByTimeAsync(15_100)
    expect(server.asked(OVERVIEW)).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(2_000)
    socket.onopen?.()
    await flushPromises()
    expect(server.asked(OVERVIEW)).toHaveLength(3)
  })

  it('rests while nobody looks, and catches up afterwards', async () => {
    vi.useFakeTimers()
    const { server, socket } = await show()
    visibility('hidden')
    socket.say({ type: 'scaling.changed' })
    await vi.advanceTimersByTimeAsync(120_000)
    expect(server.asked(OVERVIEW)).toHaveLength(1)
    visibility('visible')
    document.dispatchEvent(new Event('visibilitychange'))
    await flushPromises()
    expect(server.asked(OVERVIEW)).toHaveLength(2)
  })

  it('is quiet once it is left', async () => {
    vi.useFakeTimers()
    const { server, wrapper } = await show()
    wrapper.unmount()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(server.asked(OVERVIEW)).toHaveLength(1)
  })

  it('reads the history of the chosen window', async () => {
    const { server } = await show()
    await press('3 hr')
    const windows = server.asked(HISTORY).map(({ params }) => (params as { hours: number }).hours)
    expect(windows).toEqual([0.25, 3])
  })

  it('offers to try again what failed, and keeps what is known', async () => {
    let asked = 0
    const { server } = await show({
      [OVERVIEW]: () => (asked++ ? [200, scaling()] : problem(503, 'The fleet is away.')),
      [HISTORY]: problem(503, 'The history is away.'),
    })
    expect(the('alert').textContent).toContain('The fleet is away.')
    await press('Try again')
    expect(server.asked(OVERVIEW)).toHaveLength(2)
    expect(the('alert').textContent).toContain('The history is away.')
  })

  it('says to an outsider whose page this is', async () => {
    await show({ [OVERVIEW]: problem(403, 'No.'), [HISTORY]: problem(403, 'No.') })
    expect(document.querySelector('h1')!.textContent).toBe('For operators only')
    expect(all('button')).toHaveLength(0)
  })
})
