import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, submit, text, the, type } from '../../../test/screen'
import { outOfOrder, problem, serve } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import {
  bankAccount,
  category,
  rejectedRow,
  statementDetail,
  transaction,
  undecided,
} from '../../../test/statements'
import StatementPage from './StatementPage.vue'

const answers = {
  'GET /api/statements/s1/': [200, statementDetail()],
  'GET /api/bank-accounts/': [200, []],
  'GET /api/transactions/': [200, { results: [transaction()], next: null, previous: null }],
  'POST /api/socket-tickets/': [201, { ticket: 'abc', expires_in: 30 }],
} satisfies Parameters<typeof serve>[0]

async function show(changes: Parameters<typeof serve>[0] = {}) {
  const server = serve({ ...answers, ...changes })
  const { router } = await open(StatementPage, { props: { id: 's1' } })
  return { server, router, socket: FakeSocket.opened.at(-1)! }
}

describe('StatementPage', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('shows the statement and its transactions', async () => {
    const { server } = await show()
    expect(document.querySelector('h1')!.textContent).toBe('march.csv')
    expect(text()).toContain('Imported rows12')
    expect(the('table', 'Transactions').textContent).toContain('BLUE BOTTLE COFFEE')
    expect(server.requestsTo('GET /api/transactions/')[0]!.params).toMatchObject({
      statement: 's1',
    })
  })

  it('sets the category of a transaction, and offers to undo it', async () => {
    const { server } = await show({
      'GET /api/categories/': [200, [category({ key: 'groceries' }), category({ key: 'travel' })]],
      'POST /api/transactions/categorise/': [200, { changed: 1, change: 7, proposal: null }],
    })
    await press('Category of Blue Bottle Coffee')
    ;[...document.querySelectorAll<HTMLElement>('[role=option]')]
      .find(({ textContent }) => textContent.includes('Travel'))!
      .click()
    await flushPromises()
    const sent = server.requestsTo('POST /api/transactions/categorise/')[0]!.data as string
    expect(JSON.parse(sent)).toEqual({ ids: [1], category: 'travel' })
    expect(server.requestsTo('GET /api/transactions/')).toHaveLength(2)
    expect(the('button', 'Undo')).toBeTruthy()
  })

  it('ignores an outdated response after the import', async () => {
    const waiting = statementDetail({ status: 'queued', rows_imported: 0, finished_at: null })
    const answer = outOfOrder([200, waiting], [200, statementDetail()])
    const { socket } = await show({ 'GET /api/statements/s1/': answer.handler })
    socket.say({ type: 'statement.finished', statement: 's1', status: 'imported' })
    await flushPromises()
    expect(text()).toContain('Imported rows12')
    answer.arrive()
    await flushPromises()
    expect(text()).toContain('Imported rows12')
  })

  it('cancels a queued import', async () => {
    const message = 'You cancelled the import; nothing was imported.'
    const after = statementDetail({ status: 'rejected', problem: { code: 'cancelled', message } })
    const { server } = await show({
      'GET /api/statements/s1/': [200, statementDetail({ status: 'queued', finished_at: null })],
      'POST /api/statements/s1/cancel/': [200, after],
    })
    await press('Cancel import')
    expect(server.requestsTo('POST /api/statements/s1/cancel/')).toHaveLength(1)
    expect(text()).toContain(message)
    expect(all('button', 'Cancel import')).toHaveLength(0)
  })

  it('asks for an unknown account, and suggests the name of its card', async () => {
    const unknown = statementDetail({ cards: ['Chase ••1234'] })
    const { server } = await show({
      'GET /api/statements/s1/': [200, unknown],
      'POST /api/bank-accounts/': [201, bankAccount({ id: 9 })],
      'PUT /api/statements/s1/account/': [200, { ...unknown, account: 9 }],
    })
    expect(text()).toContain('Which account is this file from?')
    await press('Add an account')
    await submit()
    expect(server.lastBody('POST /api/bank-accounts/')).toEqual({
      name: 'Chase ••1234',
      currency: 'USD',
    })
    expect(server.lastBody('PUT /api/statements/s1/account/')).toEqual({ account: 9 })
    expect(text()).not.toContain('Which account')
  })

  it('lists rejected rows', async () => {
    const errors = [rejectedRow()]
    await show({
      'GET /api/statements/s1/': [200, statementDetail({ errors, rows_refused: 1201 })],
    })
    expect(the('table', 'Rejected rows').textContent).toContain('731 February is no date.')
    expect(all('button', 'Show 1,200 more rows')).toHaveLength(1)
  })

  it('loads more rejected rows on request', async () => {
    const later = [rejectedRow(), rejectedRow({ line: 8 }), rejectedRow({ line: 9 })]
    const { server } = await show({
      'GET /api/statements/s1/': [
        200,
        statementDetail({ errors: [rejectedRow()], rows_refused: 3 }),
      ],
      'GET /api/statements/s1/refused/': [200, { results: later, next: null }],
      'POST /api/statements/s1/refused/9/correct/': [
        200,
        statementDetail({ errors: [rejectedRow()], rows_refused: 2 }),
      ],
    })
    await press('Show 2 more rows')
    expect(the('table', 'Rejected rows').querySelectorAll('tbody tr')).toHaveLength(3)
    await press('Fix line 9')
    await submit('Fix line 9')
    expect(all('button', 'Fix line')).toHaveLength(2)
    expect(server.requestsTo('GET /api/statements/s1/refused/')).toHaveLength(1)
  })

  it('imports a fixed row', async () => {
    const detail = statementDetail({ errors: [rejectedRow()], rows_refused: 1 })
    const { server } = await show({
      'GET /api/statements/s1/': [200, detail],
      'POST /api/statements/s1/refused/7/correct/': [200, statementDetail({ rows_imported: 13 })],
    })
    await press('Fix line 7')
    expect((the('textbox', 'Description') as HTMLInputElement).value).toBe('BLUE BOTTLE')
    expect((the('textbox', 'Amount') as HTMLInputElement).value).toBe('4.75')
    await type('Date', '2026-02-28')
    await submit('Fix line 7')
    expect(server.lastBody('POST /api/statements/s1/refused/7/correct/')).toEqual({
      date: '2026-02-28',
      description: 'BLUE BOTTLE',
      amount: '4.75',
      currency: 'USD',
    })
    expect(text()).toContain('Imported rows13')
    expect(all('table', 'Rejected rows')).toEqual([])
  })

  it('asks questions with a preview of each answer', async () => {
    const { server } = await show({
      'GET /api/statements/s1/': [200, undecided()],
      'POST /api/statements/s1/choose/': [200, statementDetail({ status: 'queued' })],
    })
    expect(text()).toContain('Needs review')
    expect(text()).toContain('01/02/2026 can be read')
    expect(text()).toContain('Feb 1, 2026')
    expect(text()).toContain('None of these fits? Set the columns yourself')
    the('radio', 'Day/month/year').click()
    await flushPromises()
    await submit()
    expect(server.lastBody('POST /api/statements/s1/choose/')).toEqual({
      date_order: 'day_first',
    })
    expect(text()).toContain('Waiting')
  })

  it('imports the file again with other settings', async () => {
    const slide = { cancel: () => undefined } as Animation
    vi.spyOn(Element.prototype, 'animate').mockReturnValue(slide)
    const { server } = await show({
      'POST /api/statements/s1/choose/': [200, statementDetail({ status: 'queued' })],
    })
    await press('Re-import with other settings')
    await type('Name of the card or bank', 'Lantern')
    await submit()
    expect(server.lastBody('POST /api/statements/s1/choose/')).toEqual({ name: 'Lantern' })
    expect(text()).toContain('Waiting')
  })

  it('shows the import live', async () => {
    const running = statementDetail({ status: 'processing' })
    let asked = 0
    const { server, socket } = await show({
      'GET /api/statements/s1/': () => [200, asked++ ? statementDetail() : running],
    })
    socket.say({ type: 'scaling.changed' })
    socket.say({ type: 'statement.progress', statement: 'other', fraction: 0.9, rows: 1 })
    socket.say({ type: 'statement.progress', statement: 's1', fraction: 0.5, rows: 6 })
    await flushPromises()
    expect(the('progressbar').getAttribute('aria-valuenow')).toBe('0.5')
    socket.say({ type: 'statement.finished', statement: 's1', status: 'imported' })
    await flushPromises()
    expect(text()).toContain('Imported')
    expect(server.requestsTo('GET /api/transactions/')).toHaveLength(2)
  })

  it('downloads the original file', async () => {
    const assign = vi.spyOn(window.location, 'assign').mockReturnValue(undefined)
    await show({ 'GET /api/statements/s1/file/': [200, { url: '/media/private/x' }] })
    await press('Original file')
    expect(assign).toHaveBeenCalledExactlyOnceWith('/media/private/x')
  })

  it('shows why the download failed', async () => {
    await show({ 'GET /api/statements/s1/file/': problem(404, 'The file is gone.') })
    await press('Original file')
    expect(text()).toContain('The file is gone.')
  })

  it('deletes, returns to the list and offers to undo it', async () => {
    const { server, router } = await show({
      'DELETE /api/statements/s1/': [200, { changed: 3, change: 7 }],
      'POST /api/changes/7/undo/': [200, { changed: 3 }],
    })
    await press('Delete statement')
    expect(router.currentRoute.value.path).toBe('/statements')
    await press('Undo')
    expect(server.requestsTo('POST /api/changes/7/undo/')).toHaveLength(1)
    expect(text()).toContain('Undone')
  })

  it('shows why deleting failed', async () => {
    const { router } = await show({
      'DELETE /api/statements/s1/': problem(409, 'The statement is being imported.'),
    })
    await press('Delete statement')
    expect(text()).toContain('The statement is being imported.')
    expect(router.currentRoute.value.path).toBe('/here')
  })

  it('links to the list if the statement is unknown', async () => {
    await show({ 'GET /api/statements/s1/': problem(404, 'No Statement matches.') })
    expect(text()).toContain('Statement not found')
    expect(the('link', 'All statements').getAttribute('href')).toBe('/statements')
  })
})
