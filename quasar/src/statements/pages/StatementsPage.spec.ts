import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, text, the } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import { statement, transaction } from '../../../test/statements'
import StatementsPage from './StatementsPage.vue'

// Drawing needs a real browser.
vi.mock('vue-echarts', () => ({ default: { template: '<svg />' } }))

const page = (results: object[], next: string | null = null) => ({ results, next, previous: null })
const answers = {
  'GET /api/site/': [
    200,
    { banner: '', upload_limit_bytes: 1024, demo: null, scaling_open: false, mailbox: false },
  ],
  'GET /api/statements/': [200, page([statement()])],
  'GET /api/transactions/': [200, page([transaction()])],
  'GET /api/transactions/spend-by-month/': [
    200,
    [{ month: '2026-02', currency: 'USD', spend: '4.75' }],
  ],
  'POST /api/socket-tickets/': [201, { ticket: 'abc', expires_in: 30 }],
} satisfies Parameters<typeof serve>[0]

async function show(changes: Parameters<typeof serve>[0] = {}) {
  const server = serve({ ...answers, ...changes })
  await open(StatementsPage)
  return { server, socket: FakeSocket.opened.at(-1)! }
}

describe('the page of statements', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('shows statements, their transactions and the spend', async () => {
    await show({
      'GET /api/statements/': [200, page([statement({ rows_refused: 2 })])],
      'GET /api/transactions/': [
        200,
        page([transaction(), transaction({ id: 2, kind: 'payment', amount: '-1250.00' })]),
      ],
    })
    expect(the('link', 'march.csv').getAttribute('href')).toBe('/statements/s1')
    expect(text()).toContain('12 rows, 2 refused')
    expect(the('table', 'Transactions').textContent).toContain('-$1,250.00')
    await press('Table')
    expect(the('table', 'Spend by month').textContent).toContain('February 2026$4.75')
  })

  it('says what to do when there is nothing yet', async () => {
    await show({
      'GET /api/statements/': [200, page([])],
      'GET /api/transactions/': [200, page([])],
      'GET /api/transactions/spend-by-month/': [200, []],
    })
    expect(text()).toContain('No statements yet')
    expect(all('button', 'Download CSV')).toHaveLength(0)
  })

  it('tells why a statement was refused', async () => {
    const reason = { code: 'unknown_format' as const, message: 'This layout is not known yet.' }
    await show({
      'GET /api/statements/': [200, page([statement({ status: 'rejected', problem: reason })])],
    })
    expect(the('link', 'march.csv').textContent).toContain('This layout is not known yet.')
    expect(the('link', 'march.csv').textContent).toContain('Refused')
  })

  it('follows an import to its end, and reads the figures again', async () => {
    const running = statement({ status: 'processing', rows_imported: 0, finished_at: null })
    const { server, socket } = await show({
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
    expect(server.asked('GET /api/transactions/')).toHaveLength(2)
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
    const { server, socket } = await show({
      'GET /api/statements/': [200, page([])],
      'GET /api/statements/s1/': [200, { ...statement(), errors: [] }],
    })
    socket.say({ type: 'statement.added', statement: 's1' })
    await flushPromises()
    expect(text()).toContain('march.csv')
    socket.say({ type: 'statement.removed', statement: 's1' })
    await flushPromises()
    expect(text()).not.toContain('march.csv')
    expect(server.asked('GET /api/transactions/')).toHaveLength(3)
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
    expect(server.asked('GET /api/transactions/spend-by-month/')).toHaveLength(2)
  })

  it('shows more on request', async () => {
    const { server } = await show({
      'GET /api/transactions/': ({ params }) =>
        (params as { cursor?: string }).cursor === 'c2'
          ? [200, page([transaction({ id: 2, description: 'OLDER' })])]
          : [200, page([transaction()], 'http://inner/api/transactions/?cursor=c2')],
    })
    await press('Show more')
    expect(the('table', 'Transactions').textContent).toContain('OLDER')
    expect(server.asked('GET /api/transactions/')).toHaveLength(2)
    expect(all('button', 'Show more')).toHaveLength(0)
  })

  it('offers to try again what failed', async () => {
    const { server } = await show({ 'GET /api/statements/': problem(503, 'The database is away.') })
    expect(the('alert').textContent).toContain('The database is away.')
    expect(the('alert').textContent).toContain('Request r1')
    await press('Try again')
    expect(server.asked('GET /api/statements/')).toHaveLength(2)
  })

  it('downloads everything under the name that the server gives', async () => {
    const links: string[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      links.push(this.download)
    })
    await show({
      'GET /api/transactions/export/': [
        200,
        new Blob(['a,b']),
        { 'content-disposition': 'attachment; filename="all.csv"' },
      ],
    })
    the('button', 'Download CSV').click()
    await flushPromises()
    expect(links).toContain('all.csv')
  })

  it('says why a download failed', async () => {
    await show({ 'GET /api/transactions/export/': problem(503, 'Try again soon.') })
    await press('Download CSV')
    expect(text()).toContain('Try again soon.')
  })
})
