import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, submit, text, the, type, until } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import { category, transaction } from '../../../test/statements'
import TransactionsPage from './TransactionsPage.vue'

const LIST = 'GET /api/transactions/'
const CATEGORISE = 'POST /api/transactions/categorise/'
const page = (results: object[], next: string | null = null) => ({ results, next, previous: null })
const coffee = transaction()
const book = transaction({
  id: 2,
  merchant: 'Lantern Books',
  description: 'LANTERN BOOKS',
  category: '',
  amount: '12.00',
})
const answers = {
  [LIST]: [200, page([coffee, book])],
  'GET /api/transactions/totals/': [200, [{ currency: 'USD', count: 2, spend: '16.75' }]],
  'GET /api/categories/': [
    200,
    ['groceries', 'eating_out', 'shopping', 'Dog'].map((key) => category({ key })),
  ],
  'POST /api/socket-tickets/': [201, { ticket: 'abc', expires_in: 30 }],
} satisfies Parameters<typeof serve>[0]

const nothing = {
  [LIST]: [200, page([])],
  'GET /api/transactions/totals/': [200, []],
} satisfies Parameters<typeof serve>[0]

async function show(changes: Parameters<typeof serve>[0] = {}, query = {}) {
  const server = serve({ ...answers, ...changes })
  const { router } = await open(TransactionsPage, { query })
  return { server, router, socket: FakeSocket.opened.at(-1)! }
}

async function key(name: string) {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))
  await flushPromises()
}

const checkbox = (label: string) =>
  document.querySelector<HTMLElement>(`[role=checkbox][aria-label^="${label}"]`)!

async function tick(label: string) {
  checkbox(label).click()
  await flushPromises()
}

const closed = () => until(() => expect(document.querySelector('.q-dialog')).toBeNull())

describe('TransactionsPage', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('shows transactions and totals', async () => {
    const { server } = await show({
      [LIST]: [200, page([coffee, transaction({ id: 2, kind: 'payment', amount: '-1250.00' })])],
    })
    expect(the('table', 'Transactions').textContent).toContain('-$1,250.00')
    expect(the('table', 'Transactions').textContent).toContain('SQ *BLUE BOTTLE COFFEE 0042 SF')
    expect(text()).toContain('2 transactions, $16.75 spent')
    expect(server.requestsTo(LIST)[0]!.params).toEqual({ sort: '-date', page_size: 100 })
  })

  it('shows totals per currency', async () => {
    await show({
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
    const { server, router } = await show({}, query)
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
    const { router } = await show()
    await type('Search', 'lantern')
    await until(() => expect(router.currentRoute.value.query).toMatchObject({ text: 'lantern' }))
  })

  it('accepts decimal commas', async () => {
    const { router } = await show()
    await type('Min. amount', '4,75')
    await until(() => expect(router.currentRoute.value.query).toMatchObject({ amount_min: '4.75' }))
  })

  it('sorts by a column and reverses it', async () => {
    const { server } = await show()
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
    await show({ [LIST]: problem(400, 'Check the fields.', errors) }, { amount_min: 'x' })
    expect(document.querySelector('.q-field--error')!.textContent).toContain(
      'A valid number is required.',
    )
  })

  it('explains an empty page', async () => {
    await show(nothing)
    expect(the('button', 'Upload a statement').getAttribute('href')).toBe('/statements')
    expect(all('button', 'Download')).toHaveLength(0)
  })

  it('explains a filter without results', async () => {
    const { router } = await show(nothing, { text: 'xyz' })
    expect(text()).toContain('No transactions match your filters.')
    all('button', 'Clear filters').at(-1)!.click()
    await flushPromises()
    expect(router.currentRoute.value.query.text).toBeUndefined()
  })

  it('proposes words that the transactions contain', async () => {
    const spelling = 'GET /api/transactions/spelling/'
    const { server, router } = await show(
      { ...nothing, [spelling]: [200, { text: 'blue bottle' }] },
      { text: 'blue botle' },
    )
    expect(server.requestsTo(spelling)[0]!.params).toEqual({ text: 'blue botle' })
    await press('Search for “blue bottle”')
    expect(router.currentRoute.value.query.text).toBe('blue bottle')
  })

  it('proposes nothing for words without similar ones', async () => {
    await show(
      { ...nothing, 'GET /api/transactions/spelling/': [200, { text: 'zebra' }] },
      { text: 'zebra' },
    )
    expect(all('button', 'Clear filters')).toHaveLength(2)
    expect(text()).not.toContain('Search for')
  })

  it('loads more on request', async () => {
    const { server } = await show({
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
    const { server } = await show({ [LIST]: problem(503, 'The database is away.') })
    expect(the('alert').textContent).toContain('The database is away.')
    await press('Try again')
    expect(server.requestsTo(LIST)).toHaveLength(2)
  })

  it('reloads after changes elsewhere', async () => {
    const { server, socket } = await show()
    socket.say({ type: 'statement.finished', statement: 's1', status: 'imported' })
    await flushPromises()
    socket.say({ type: 'spending.changed' })
    await flushPromises()
    expect(server.requestsTo(LIST)).toHaveLength(3)
  })

  it('offers a refresh instead of scrolling to the top', async () => {
    const many = Array.from({ length: 101 }, (_, id) => transaction({ id }))
    const { server, socket } = await show({ [LIST]: [200, page(many)] })
    socket.say({ type: 'statement.removed', statement: 's1' })
    await flushPromises()
    expect(server.requestsTo(LIST)).toHaveLength(1)
    await press('Refresh')
    expect(server.requestsTo(LIST)).toHaveLength(2)
    expect(text()).not.toContain('The list has changed')
  })
})

describe('categories', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('are set for one transaction by click', async () => {
    const { server } = await show({ [CATEGORISE]: [200, { changed: 1, proposal: null }] })
    await press('Category of Lantern Books: Uncategorized')
    expect(text()).toContain('Set category')
    ;[...document.querySelectorAll<HTMLElement>('.q-dialog [role=option]')]
      .find(({ textContent }) => textContent.trim() === 'Shopping')!
      .click()
    await flushPromises()
    await closed()
    expect(server.lastBody(CATEGORISE)).toEqual({ category: 'shopping', ids: [2] })
    expect(the('button', 'Category of Lantern Books: Shopping')).toBeTruthy()
    expect(text()).toContain('1 transaction changed')
  })

  it('are created and set for several transactions', async () => {
    const { server } = await show({
      [CATEGORISE]: [200, { changed: 2, proposal: null }],
      'POST /api/categories/': [201, { key: 'night 2', name: 'Night out', archived: false }],
    })
    await tick('Select Blue Bottle')
    await tick('Select Lantern')
    expect(text()).toContain('2 selected')
    await press('Set category')
    await type('Search or create', '  Night   out ')
    await submit()
    await closed()
    expect(server.lastBody(CATEGORISE)).toEqual({ category: 'night 2', ids: [1, 2] })
    expect(server.lastBody('POST /api/categories/')).toEqual({ name: 'Night out' })
    expect(text()).not.toContain('2 selected')
    expect(server.requestsTo('GET /api/categories/')).toHaveLength(2)
  })

  it('match default categories by their translated names', async () => {
    const { server } = await show({ [CATEGORISE]: [200, { changed: 1, proposal: null }] })
    await press('Category of Lantern Books')
    await type('Search or create', 'dining OUT')
    await submit()
    await closed()
    expect(server.lastBody(CATEGORISE)).toEqual({ category: 'eating_out', ids: [2] })
  })

  it('select the only match on Enter', async () => {
    const { server } = await show({ [CATEGORISE]: [200, { changed: 1, proposal: null }] })
    await press('Category of Lantern Books')
    await type('Search or create', 'groc')
    await submit()
    await closed()
    expect(server.lastBody(CATEGORISE)).toEqual({ category: 'groceries', ids: [2] })
  })

  it('are set for all filtered transactions', async () => {
    const { server } = await show(
      {
        // The rest is on its way, all the time.
        [LIST]: ({ params }) =>
          (params as { cursor?: string }).cursor
            ? new Promise(() => undefined)
            : [200, page([coffee, book], 'http://inner/?cursor=c2')],
        'GET /api/transactions/totals/': [200, [{ currency: 'USD', count: 5000, spend: '1.00' }]],
        [CATEGORISE]: [200, { changed: 5000, proposal: null }],
      },
      { category: '', text: 'book' },
    )
    await tick('Select all on page')
    await press('Select all 5,000')
    expect(text()).toContain('5,000 selected')
    await press('Set category')
    await type('Search or create', 'Shopping')
    await submit()
    await closed()
    expect(server.lastBody(CATEGORISE)).toEqual({
      category: 'shopping',
      filter: { category: [''], text: 'book' },
    })
    expect(all('table')).toHaveLength(0)
  })

  it('offers a rule and applies it to existing transactions', async () => {
    const proposal = { text: 'Lantern Books', category: 'shopping', others: 3 }
    const rule = { id: 7, text: 'Lantern Books', category: 'shopping', created_at: '' }
    const { server } = await show({
      [CATEGORISE]: [200, { changed: 1, proposal }],
      'POST /api/category-rules/': [201, rule],
      'POST /api/category-rules/7/apply/': [200, { changed: 3 }],
    })
    await press('Category of Lantern Books')
    await type('Search or create', 'Shopping')
    await submit()
    await closed()
    expect(text()).toContain('Create a rule: “Lantern Books” → Shopping?')
    await press('Apply to all 3 existing, too')
    expect(server.lastBody('POST /api/category-rules/')).toEqual({
      text: 'Lantern Books',
      category: 'shopping',
    })
    expect(server.requestsTo('POST /api/category-rules/7/apply/')).toHaveLength(1)
    expect(server.requestsTo(LIST)).toHaveLength(2)
    expect(text()).not.toContain('Create a rule')
  })

  it('keeps the dialog open after an error', async () => {
    await show({ [CATEGORISE]: problem(503, 'Try again soon.') })
    await press('Category of Lantern Books')
    await type('Search or create', 'Shopping')
    await submit()
    expect(the('alert').textContent).toContain('Try again soon.')
    expect(document.querySelector('.q-dialog')).toBeTruthy()
  })

  it('clears the selection when the filter changes', async () => {
    await show()
    await tick('Select Blue Bottle')
    await press('Amount')
    expect(text()).toContain('1 selected')
    await type('Search', 'lantern')
    await until(() => expect(text()).not.toContain('1 selected'))
  })
})

describe('editing', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('changes merchant, category and note, and excludes from spending', async () => {
    const after = { ...coffee, merchant: 'Bottle', note: 'With Bob', excluded: true }
    const { server } = await show({ 'PATCH /api/transactions/1/': [200, after] })
    await press('Blue Bottle Coffee')
    expect(text()).toMatch(/SQ \*BLUE BOTTLE COFFEE 0042 SF ?19 Feb 2026|Feb 19/)
    await type('Merchant', 'Bottle')
    await type('Note', 'With Bob')
    document.querySelector<HTMLElement>('.q-dialog [role=switch]')!.click()
    await submit()
    await closed()
    expect(server.lastBody('PATCH /api/transactions/1/')).toEqual({
      merchant: 'Bottle',
      category: coffee.category,
      note: 'With Bob',
      excluded: true,
    })
    expect(the('table', 'Transactions').textContent).toContain('With Bob')
    expect(the('table', 'Transactions').textContent).toContain('Not counted')
  })

  it('adds a transaction in the usual currency', async () => {
    const { server } = await show({
      'POST /api/transactions/': [201, transaction({ id: 9, statement: null })],
    })
    await press('Add')
    await type('Description', 'Bakery')
    await type('Amount', '4,50')
    await submit('Add transaction')
    await closed()
    expect(server.lastBody('POST /api/transactions/')).toMatchObject({
      description: 'Bakery',
      amount: '4.50',
      currency: 'USD',
    })
    expect(server.requestsTo(LIST)).toHaveLength(2)
  })

  it('shows what is wrong at its field', async () => {
    await show({
      'POST /api/transactions/': problem(400, 'Invalid input.', [
        { field: 'amount', code: 'invalid', message: 'A valid number is required.' },
      ]),
    })
    await press('Add')
    await submit('Add transaction')
    expect(text()).toContain('A valid number is required.')
  })

  it('deletes with an offer to undo', async () => {
    const { server } = await show({
      'POST /api/transactions/delete/': [200, { changed: 1, change: 5 }],
    })
    await press('Blue Bottle Coffee')
    await press('Delete')
    expect(server.lastBody('POST /api/transactions/delete/')).toEqual({ ids: [1] })
    expect(text()).toContain('1 transaction deleted')
    expect(text()).toContain('Undo')
  })
})

describe('keyboard shortcuts', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('undo the last change', async () => {
    const { server } = await show({
      'POST /api/transactions/delete/': [200, { changed: 1, change: 5 }],
      'POST /api/changes/5/undo/': [200, { changed: 1 }],
    })
    await key('j')
    await key('x')
    await press('Delete')
    expect(server.lastBody('POST /api/transactions/delete/')).toEqual({ ids: [1] })
    expect(text()).toContain('1 transaction deleted')
    expect(text()).not.toContain('1 selected')
    await key('z')
    expect(server.requestsTo('POST /api/changes/5/undo/')).toHaveLength(1)
    await key('z')
    expect(server.requestsTo('POST /api/changes/5/undo/')).toHaveLength(1)
  })

  it('moves, selects and sets categories', async () => {
    const { server } = await show({ [CATEGORISE]: [200, { changed: 1, proposal: null }] })
    await key('j')
    await key('j')
    expect(document.activeElement!.getAttribute('aria-label')).toContain('Lantern Books')
    await key('k')
    expect(document.activeElement!.getAttribute('aria-label')).toContain('Blue Bottle')
    await key('x')
    expect(text()).toContain('1 selected')
    await key('Escape')
    expect(text()).not.toContain('1 selected')
    await key('c')
    await type('Search or create', 'Shopping')
    await submit()
    await closed()
    expect(server.lastBody(CATEGORISE)).toEqual({ category: 'shopping', ids: [1] })
  })

  it('searches without triggering shortcuts', async () => {
    await show()
    await key('/')
    expect(document.activeElement!.getAttribute('name')).toBe('text')
    await key('?')
    expect(document.querySelector('.q-dialog')).toBeNull()
  })

  it('shows the shortcuts', async () => {
    await show()
    await key('?')
    expect(text()).toContain('jNext transaction')
    expect(text()).toContain('EscClear selection')
  })
})
