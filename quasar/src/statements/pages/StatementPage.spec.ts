import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, submit, text, the, type } from '../../../test/screen'
import { overtaken, problem, serve } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import { refusedRow, statementDetail, transaction, undecided } from '../../../test/statements'
import StatementPage from './StatementPage.vue'

const answers = {
  'GET /api/statements/s1/': [200, statementDetail()],
  'GET /api/transactions/': [200, { results: [transaction()], next: null, previous: null }],
  'POST /api/socket-tickets/': [201, { ticket: 'abc', expires_in: 30 }],
} satisfies Parameters<typeof serve>[0]

async function show(changes: Parameters<typeof serve>[0] = {}) {
  const server = serve({ ...answers, ...changes })
  const { router } = await open(StatementPage, { props: { id: 's1' } })
  return { server, router, socket: FakeSocket.opened.at(-1)! }
}

describe('the page of one statement', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('shows what is known of it and its own transactions', async () => {
    const { server } = await show()
    expect(document.querySelector('h1')!.textContent).toBe('march.csv')
    expect(text()).toContain('Rows imported12')
    expect(the('table', 'Transactions').textContent).toContain('BLUE BOTTLE COFFEE')
    expect(server.asked('GET /api/transactions/')[0]!.params).toMatchObject({ statement: 's1' })
  })

  it('keeps to the end of its import where an older answer comes after it', async () => {
    const waiting = statementDetail({ status: 'queued', rows_imported: 0, finished_at: null })
    const answer = overtaken([200, waiting], [200, statementDetail()])
    const { socket } = await show({ 'GET /api/statements/s1/': answer.handler })
    socket.say({ type: 'statement.finished', statement: 's1', status: 'imported' })
    await flushPromises()
    expect(text()).toContain('Rows imported12')
    answer.arrive()
    await flushPromises()
    expect(text()).toContain('Rows imported12')
  })

  it('names each line that could not be read', async () => {
    const errors = [refusedRow()]
    await show({
      'GET /api/statements/s1/': [200, statementDetail({ errors, rows_refused: 1201 })],
    })
    expect(the('table', 'Rows that could not be read').textContent).toContain(
      '731 February is no date.',
    )
    expect(all('button', 'Show 1,200 more lines')).toHaveLength(1)
  })

  it('shows those that it does not tell at once, on request', async () => {
    const later = [refusedRow(), refusedRow({ line: 8 }), refusedRow({ line: 9 })]
    const { server } = await show({
      'GET /api/statements/s1/': [
        200,
        statementDetail({ errors: [refusedRow()], rows_refused: 3 }),
      ],
      'GET /api/statements/s1/refused/': [200, { results: later, next: null }],
      'POST /api/statements/s1/refused/9/correct/': [
        200,
        statementDetail({ errors: [refusedRow()], rows_refused: 2 }),
      ],
    })
    await press('Show 2 more lines')
    expect(the('table', 'Rows that could not be read').querySelectorAll('tbody tr')).toHaveLength(3)
    await press('Correct line 9')
    await submit('Correct line 9')
    expect(all('button', 'Correct line')).toHaveLength(2)
    expect(server.asked('GET /api/statements/s1/refused/')).toHaveLength(1)
  })

  it('imports a line that was put right', async () => {
    const refused = statementDetail({ errors: [refusedRow()], rows_refused: 1 })
    const { server } = await show({
      'GET /api/statements/s1/': [200, refused],
      'POST /api/statements/s1/refused/7/correct/': [200, statementDetail({ rows_imported: 13 })],
    })
    await press('Correct line 7')
    expect((the('textbox', 'Description') as HTMLInputElement).value).toBe('BLUE BOTTLE')
    await type('Date', '2026-02-28')
    await type('Amount', '4.75')
    await submit('Correct line 7')
    expect(server.told('POST /api/statements/s1/refused/7/correct/')).toEqual({
      date: '2026-02-28',
      description: 'BLUE BOTTLE',
      amount: '4.75',
    })
    expect(text()).toContain('Rows imported13')
    expect(text()).not.toContain('Rows that could not be read')
  })

  it('asks what it cannot know, and shows how each answer would read', async () => {
    const { server } = await show({
      'GET /api/statements/s1/': [200, undecided()],
      'POST /api/statements/s1/choose/': [200, statementDetail({ status: 'queued' })],
    })
    expect(text()).toContain('Has a question')
    expect(text()).toContain('01/02/2026 can be read')
    expect(text()).toContain('Feb 1, 2026')
    the('radio', 'The day first').click()
    await flushPromises()
    await submit()
    expect(server.told('POST /api/statements/s1/choose/')).toEqual({
      date_order: 'day_first',
    })
    expect(text()).toContain('Waiting')
  })

  it('follows its import', async () => {
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
    expect(server.asked('GET /api/transactions/')).toHaveLength(2)
  })

  it('gives back the file as it was uploaded', async () => {
    const assign = vi.spyOn(window.location, 'assign').mockReturnValue(undefined)
    await show({ 'GET /api/statements/s1/file/': [200, { url: '/media/private/x' }] })
    await press('Original file')
    expect(assign).toHaveBeenCalledExactlyOnceWith('/media/private/x')
  })

  it('says why the file is not to be had', async () => {
    await show({ 'GET /api/statements/s1/file/': problem(404, 'The file is gone.') })
    await press('Original file')
    expect(text()).toContain('The file is gone.')
  })

  it('asks before it deletes, then leads back to the list', async () => {
    const { server, router } = await show({ 'DELETE /api/statements/s1/': [204] })
    await press('Delete statement')
    expect(server.asked('DELETE /api/statements/s1/')).toHaveLength(0)
    const confirm = [...document.querySelectorAll<HTMLElement>('.q-dialog button')].at(-1)!
    confirm.click()
    await flushPromises()
    expect(server.asked('DELETE /api/statements/s1/')).toHaveLength(1)
    expect(router.currentRoute.value.path).toBe('/statements')
  })

  it('says why it could not be deleted, and stays', async () => {
    const { router } = await show({
      'DELETE /api/statements/s1/': problem(409, 'The statement is being imported.'),
    })
    await press('Delete statement')
    const confirm = [...document.querySelectorAll<HTMLElement>('.q-dialog button')].at(-1)!
    confirm.click()
    await flushPromises()
    expect(text()).toContain('The statement is being imported.')
    expect(router.currentRoute.value.path).toBe('/here')
  })

  it('leads back where there is no such statement', async () => {
    await show({ 'GET /api/statements/s1/': problem(404, 'No Statement matches.') })
    expect(text()).toContain('Statement not found')
    expect(the('link', 'All statements').getAttribute('href')).toBe('/statements')
  })
})
