import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { all, press, text, the, type, until } from '../../../test/screen'
import { problem, type serve } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import { transaction } from '../../../test/statements'
import { book, coffee, LIST, page, showTransactions, tick } from '../../../test/transactions-page'

const nothing = {
  [LIST]: [200, page([])],
  'GET /api/transactions/totals/': [200, []],
} satisfies Parameters<typeof serve>[0]

describe('TransactionsPage', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('shows transactions and totals', async () => {
    const { server } = await showTransactions({
      [LIST]: [200, page([coffee, transaction({ id: 2, kind: 'payment', amount: '-1250.00' })])],
    })
    expect(the('table', 'Transactions').textContent).toContain('-$1,250.00')
    expect(the('table', 'Transactions').textContent).toContain('SQ *BLUE BOTTLE COFFEE 0042 SF')
    expect(text()).toContain('2 transactions, $16.75 spent')
    expect(server.requestsTo(LIST)[0]!.params).toEqual({ sort: '-date', page_size: 100 })
  })

  it('shows totals per currency', async () => {
    await showTransactions({
      'GET /api/transactions/totals/': [
        200,
        [
          { currency: 'USD', count: 2, spend: '16.75' },
          { currency: 'EUR', count: 1, spend: '3.00' },
        ],
      ],
    })
    expect(text()).toContain('2 transactions, $16.75 spent')
    expect(text()).toContain('1 transaction, €3.00 spent')
  })

  it('loads the filter in the URL', async () => {
    const query = { merchant: 'Acme', category: '', sort: '-amount' }
    const { server, router } = await showTransactions({}, query)
    expect(server.requestsTo(LIST)[0]!.params).toEqual({
      merchant: 'Acme',
      category: '',
      sort: '-amount',
      page_size: 100,
    })
    expect(text()).toContain('Merchant: Acme')
    await press('Clear filters')
    expect(router.currentRoute.value.query).toEqual({ sort: '-amount' })
    expect(server.requestsTo(LIST).at(-1)!.params).toEqual({ sort: '-amount', page_size: 100 })
  })

  it('searches and keeps it in the URL', async () => {
    const { router } = await showTransactions()
    await type('Search', 'lantern')
    await until(() => expect(router.currentRoute.value.query).toMatchObject({ text: 'lantern' }))
  })

  it('accepts decimal commas', async () => {
    const { router } = await showTransactions()
    await type('Min. amount', '4,75')
    await until(() => expect(router.currentRoute.value.query).toMatchObject({ amount_min: '4.75' }))
  })

  it('sorts by a column and reverses it', async () => {
    const { server } = await showTransactions()
    const heading = () => the('button', 'Amount').closest('th')!.getAttribute('aria-sort')
    expect(heading()).toBe('none')
    await press('Amount')
    expect(server.requestsTo(LIST).at(-1)!.params).toMatchObject({ sort: '-amount' })
    expect(heading()).toBe('descending')
    await press('Amount')
    expect(server.requestsTo(LIST).at(-1)!.params).toMatchObject({ sort: 'amount' })
    await press('Description')
    expect(server.requestsTo(LIST).at(-1)!.params).toMatchObject({ sort: 'merchant' })
  })

  it('shows filter errors at their fields', async () => {
    const errors = [
      { field: 'amount_min', code: 'invalid', message: 'A valid number is required.' },
    ]
    await showTransactions(
      { [LIST]: problem(400, 'Check the fields.', errors) },
      { amount_min: 'x' },
    )
    expect(document.querySelector('.q-field--error')!.textContent).toContain(
      'A valid number is required.',
    )
  })

  it('explains an empty page', async () => {
    await showTransactions(nothing)
    expect(the('button', 'Upload a statement').getAttribute('href')).toBe('/statements')
    expect(all('button', 'Download')).toHaveLength(0)
  })

  it('explains a filter without results', async () => {
    const { router } = await showTransactions(nothing, { text: 'xyz' })
    expect(text()).toContain('No transactions match your filters.')
    all('button', 'Clear filters').at(-1)!.click()
    await flushPromises()
    expect(router.currentRoute.value.query.text).toBeUndefined()
  })

  it('proposes words that the transactions contain', async () => {
    const spelling = 'GET /api/transactions/spelling/'
    const { server, router } = await showTransactions(
      { ...nothing, [spelling]: [200, { text: 'blue bottle' }] },
      { text: 'blue botle' },
    )
    expect(server.requestsTo(spelling)[0]!.params).toEqual({ text: 'blue botle' })
    await press('Search for “blue bottle”')
    expect(router.currentRoute.value.query.text).toBe('blue bottle')
  })

  it('proposes nothing for words without similar ones', async () => {
    await showTransactions(
      { ...nothing, 'GET /api/transactions/spelling/': [200, { text: 'zebra' }] },
      { text: 'zebra' },
    )
    expect(all('button', 'Clear filters')).toHaveLength(2)
    expect(text()).not.toContain('Search for')
  })

  it('loads more on request', async () => {
    const { server } = await showTransactions({
      [LIST]: ({ params }) =>
        (params as { cursor?: string }).cursor === 'c2'
          ? [200, page([book])]
          : [200, page([coffee], 'http://inner/api/transactions/?cursor=c2')],
    })
    // Unless the end of the list has come into sight before.
    all('button', 'Show more')[0]?.click()
    await until(() => expect(server.requestsTo(LIST)).toHaveLength(2))
    await flushPromises()
    expect(server.requestsTo(LIST).at(-1)!.params).toMatchObject({ cursor: 'c2', sort: '-date' })
    expect(all('button', 'Show more')).toHaveLength(0)
    // Which rows are in sight needs a real browser.
    await tick('Select all on page')
    expect(text()).toContain('2 selected')
  })

  it('offers a retry', async () => {
    const { server } = await showTransactions({ [LIST]: problem(503, 'The database is away.') })
    expect(the('alert').textContent).toContain('The database is away.')
    await press('Try again')
    expect(server.requestsTo(LIST)).toHaveLength(2)
  })

  it('reloads after changes elsewhere', async () => {
    const { server, socket } = await showTransactions()
    socket.say({ type: 'statement.finished', statement: 's1', status: 'imported' })
    await flushPromises()
    socket.say({ type: 'spending.changed' })
    await flushPromises()
    expect(server.requestsTo(LIST)).toHaveLength(3)
  })

  it('offers a refresh instead of scrolling to the top', async () => {
    const many = Array.from({ length: 101 }, (_, id) => transaction({ id }))
    const { server, socket } = await showTransactions({ [LIST]: [200, page(many)] })
    socket.say({ type: 'statement.removed', statement: 's1' })
    await flushPromises()
    expect(server.requestsTo(LIST)).toHaveLength(1)
    await press('Refresh')
    expect(server.requestsTo(LIST)).toHaveLength(2)
    expect(text()).not.toContain('The list has changed')
  })
})
