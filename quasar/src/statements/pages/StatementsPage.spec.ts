import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, text, the } from '../../../test/screen'
import { overtaken, problem, serve } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import { statement } from '../../../test/statements'
import StatementsPage from './StatementsPage.vue'

const page = (results: object[], next: string | null = null) => ({ results, next, previous: null })
const answers = {
  'GET /api/site/': [
    200,
    { banner: '', upload_limit_bytes: 1024, demo: null, scaling_open: false, mailbox: false },
  ],
  'GET /api/statements/': [200, page([statement()])],
  'POST /api/socket-tickets/': [201, { ticket: 'abc', expires_in: 30 }],
} satisfies Parameters<typeof serve>[0]

async function show(changes: Parameters<typeof serve>[0] = {}) {
  const server = serve({ ...answers, ...changes })
  await open(StatementsPage)
  return { server, socket: FakeSocket.opened.at(-1)! }
}

describe('the page of statements', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('shows statements, and what became of them', async () => {
    await show({ 'GET /api/statements/': [200, page([statement({ rows_refused: 2 })])] })
    expect(the('link', 'march.csv').getAttribute('href')).toBe('/statements/s1')
    expect(text()).toContain('12 rows, 2 refused')
  })

  it('says what to do when there is nothing yet', async () => {
    await show({ 'GET /api/statements/': [200, page([])] })
    expect(text()).toContain('No statements yet')
  })

  it('tells why a statement was refused', async () => {
    const reason = { code: 'unknown_format' as const, message: 'This layout is not known yet.' }
    await show({
      'GET /api/statements/': [200, page([statement({ status: 'rejected', problem: reason })])],
    })
    expect(the('link', 'march.csv').textContent).toContain('This layout is not known yet.')
    expect(the('link', 'march.csv').textContent).toContain('Refused')
  })

  it('follows an import to its end', async () => {
    const running = statement({ status: 'processing', rows_imported: 0, finished_at: null })
    const { socket } = await show({
      'GET /api/statements/': [200, page([running])],
      'GET /api/statements/s1/': [200, { ...statement(), errors: [] }],
    })
    socket.say({ type: 'statement.progress', statement: 's1', fraction: 0.5, rows: 6 })
    await flushPromises()
    const bar = the('progressbar', 'Importing march.csv')
    expect(bar.getAttribute('aria-valuenow')).toBe('0.5')
    expect(text()).toContain('6 rows so far')
    socket.say({ type: 'statement.finished', statement: 's1', status: 'imported' })
    await flushPromises()
    expect(text()).toContain('12 rows')
    expect(all('progressbar')).toHaveLength(0)
  })

  it('keeps to the end of an import where an older answer comes after it', async () => {
    const waiting = statement({ status: 'queued', rows_imported: 0, finished_at: null })
    const answer = overtaken([200, waiting], [200, statement()])
    const { socket } = await show({
      'GET /api/statements/': [200, page([waiting])],
      'GET /api/statements/s1/': answer.handler,
    })
    socket.say({ type: 'statement.added', statement: 's1' })
    socket.say({ type: 'statement.finished', statement: 's1', status: 'imported' })
    await flushPromises()
    expect(text()).toContain('12 rows')
    answer.arrive()
    await flushPromises()
    expect(text()).toContain('12 rows')
  })

  it('says that an import runs as soon as it makes progress', async () => {
    const waiting = statement({ status: 'queued', rows_imported: 0, finished_at: null })
    const { socket } = await show({ 'GET /api/statements/': [200, page([waiting])] })
    expect(the('link', 'march.csv').textContent).toContain('Waiting')
    socket.say({ type: 'statement.progress', statement: 's1', fraction: 0.1, rows: 1 })
    await flushPromises()
    expect(the('link', 'march.csv').textContent).toContain('Importing')
  })

  it('shows what another browser adds, and drops what it removes', async () => {
    const { socket } = await show({
      'GET /api/statements/': [200, page([])],
      'GET /api/statements/s1/': [200, { ...statement(), errors: [] }],
    })
    socket.say({ type: 'statement.added', statement: 's1' })
    await flushPromises()
    expect(text()).toContain('march.csv')
    socket.say({ type: 'statement.removed', statement: 's1' })
    await flushPromises()
    expect(text()).not.toContain('march.csv')
  })

  it('does not care for what happens to the workers', async () => {
    const { server, socket } = await show()
    const asked = server.requests.length
    socket.say({ type: 'scaling.changed' })
    await flushPromises()
    expect(server.requests).toHaveLength(asked)
  })

  it('reads everything afresh when the socket is back', async () => {
    const { server, socket } = await show()
    socket.onopen?.()
    await flushPromises()
    expect(server.asked('GET /api/statements/')).toHaveLength(2)
  })

  it('shows more on request', async () => {
    const { server } = await show({
      'GET /api/statements/': ({ params }) =>
        (params as { cursor?: string }).cursor === 'c2'
          ? [200, page([statement({ id: 's2', filename: 'older.csv' })])]
          : [200, page([statement()], 'http://inner/api/statements/?cursor=c2')],
    })
    await press('Show more')
    expect(text()).toContain('older.csv')
    expect(server.asked('GET /api/statements/')).toHaveLength(2)
    expect(all('button', 'Show more')).toHaveLength(0)
  })

  it('offers to try again what failed', async () => {
    const { server } = await show({ 'GET /api/statements/': problem(503, 'The database is away.') })
    expect(the('alert').textContent).toContain('The database is away.')
    expect(the('alert').textContent).toContain('Request r1')
    await press('Try again')
    expect(server.asked('GET /api/statements/')).toHaveLength(2)
  })
})
