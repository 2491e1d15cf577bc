import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, text, the } from '../../../test/screen'
import { outOfOrder, problem, serve } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import { statement } from '../../../test/statements'
import StatementsPage from './StatementsPage.vue'

const page = (results: object[], next: string | null = null) => ({ results, next, previous: null })
const answers = {
  'GET /api/site/': [
    200,
    {
      banner: '',
      upload_limit_bytes: 1024,
      demo: null,
      scaling_open: false,
      scaling_public: false,
      mailbox: false,
    },
  ],
  'GET /api/statements/': [200, page([statement()])],
  'POST /api/socket-tickets/': [201, { ticket: 'abc', expires_in: 30 }],
} satisfies Parameters<typeof serve>[0]

async function show(changes: Parameters<typeof serve>[0] = {}) {
  const server = serve({ ...answers, ...changes })
  await open(StatementsPage)
  return { server, socket: FakeSocket.opened.at(-1)! }
}

describe('StatementsPage', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('lists statements with their results', async () => {
    await show({ 'GET /api/statements/': [200, page([statement({ rows_refused: 2 })])] })
    expect(the('link', 'march.csv').getAttribute('href')).toBe('/statements/s1')
    expect(text()).toContain('Imported, 2 rows rejected')
    expect(text()).toContain('12 rows')
  })

  it('explains an empty page', async () => {
    await show({ 'GET /api/statements/': [200, page([])] })
    expect(text()).toContain('No statements yet')
  })

  it('offers sample data to an empty account', async () => {
    const stored = [statement({ id: 's2', filename: 'chase-1.csv', status: 'queued' })]
    const { server } = await show({
      'GET /api/statements/': [200, page([])],
      'POST /api/statements/sample/': [201, stored],
      'GET /api/statements/s2/': [200, { ...stored[0]!, errors: [] }],
    })
    await press('Load sample data')
    expect(server.requestsTo('POST /api/statements/sample/')).toHaveLength(1)
    expect(the('link', 'chase-1.csv').textContent).toContain('Waiting')
  })

  it('says why it offers no sample data', async () => {
    await show({
      'GET /api/statements/': [200, page([])],
      'POST /api/statements/sample/': problem(409, 'Delete yours first.'),
    })
    await press('Load sample data')
    expect(the('alert').textContent).toContain('Delete yours first.')
  })

  it('shows why a statement failed', async () => {
    const reason = { code: 'unknown_format' as const, message: 'This layout is not known yet.' }
    await show({
      'GET /api/statements/': [200, page([statement({ status: 'rejected', problem: reason })])],
    })
    expect(the('link', 'march.csv').textContent).toContain('This layout is not known yet.')
    expect(the('link', 'march.csv').textContent).toContain('Failed')
  })

  it('shows an import live', async () => {
    const running = statement({ status: 'processing', rows_imported: 0, finished_at: null })
    const { socket } = await show({
      'GET /api/statements/': [200, page([running])],
      'GET /api/statements/s1/': [200, { ...statement(), errors: [] }],
    })
    socket.say({ type: 'statement.progress', statement: 's1', fraction: 0.5, rows: 6 })
    await flushPromises()
    const bar = the('progressbar', 'Importing march.csv')
    expect(bar.getAttribute('aria-valuenow')).toBe('0.5')
    expect(text()).toContain('6 rows imported')
    socket.say({ type: 'statement.finished', statement: 's1', status: 'imported' })
    await flushPromises()
    expect(text()).toContain('12 rows')
    expect(all('progressbar')).toHaveLength(0)
  })

  it('ignores an outdated response after an import', async () => {
    const waiting = statement({ status: 'queued', rows_imported: 0, finished_at: null })
    const answer = outOfOrder([200, waiting], [200, statement()])
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

  it('shows a running import on its first progress', async () => {
    const waiting = statement({ status: 'queued', rows_imported: 0, finished_at: null })
    const { socket } = await show({ 'GET /api/statements/': [200, page([waiting])] })
    expect(the('link', 'march.csv').textContent).toContain('Waiting')
    socket.say({ type: 'statement.progress', statement: 's1', fraction: 0.1, rows: 1 })
    await flushPromises()
    expect(the('link', 'march.csv').textContent).toContain('Importing')
  })

  it('follows additions and removals in another browser', async () => {
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

  it('ignores events of the workers', async () => {
    const { server, socket } = await show()
    const asked = server.requests.length
    socket.say({ type: 'scaling.changed' })
    await flushPromises()
    expect(server.requests).toHaveLength(asked)
  })

  it('reloads after a reconnect', async () => {
    const { server, socket } = await show()
    socket.onopen?.()
    await flushPromises()
    expect(server.requestsTo('GET /api/statements/')).toHaveLength(2)
  })

  it('loads more on request', async () => {
    const { server } = await show({
      'GET /api/statements/': ({ params }) =>
        (params as { cursor?: string }).cursor === 'c2'
          ? [200, page([statement({ id: 's2', filename: 'older.csv' })])]
          : [200, page([statement()], 'http://inner/api/statements/?cursor=c2')],
    })
    await press('Show more')
    expect(text()).toContain('older.csv')
    expect(server.requestsTo('GET /api/statements/')).toHaveLength(2)
    expect(all('button', 'Show more')).toHaveLength(0)
  })

  it('offers a retry', async () => {
    const { server } = await show({ 'GET /api/statements/': problem(503, 'The database is away.') })
    expect(the('alert').textContent).toContain('The database is away.')
    expect(the('alert').textContent).toContain('Request ID: r1')
    await press('Try again')
    expect(server.requestsTo('GET /api/statements/')).toHaveLength(2)
  })
})
