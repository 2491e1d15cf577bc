import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { all, press, submit, text, the, type, until } from '../../../test/screen'
import { problem } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import { transaction } from '../../../test/statements'
import { book, coffee, LIST, page, showTransactions, tick } from '../../../test/transactions-page'

const CATEGORISE = 'POST /api/transactions/categorise/'

async function key(name: string) {
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))
  await flushPromises()
}

const closed = () => until(() => expect(document.querySelector('.q-dialog')).toBeNull())

describe('categories', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('are set for one transaction by click', async () => {
    const { server } = await showTransactions({
      [CATEGORISE]: [200, { changed: 1, proposal: null }],
    })
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
    const { server } = await showTransactions({
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
    const { server } = await showTransactions({
      [CATEGORISE]: [200, { changed: 1, proposal: null }],
    })
    await press('Category of Lantern Books')
    await type('Search or create', 'dining OUT')
    await submit()
    await closed()
    expect(server.lastBody(CATEGORISE)).toEqual({ category: 'eating_out', ids: [2] })
  })

  it('select the only match on Enter', async () => {
    const { server } = await showTransactions({
      [CATEGORISE]: [200, { changed: 1, proposal: null }],
    })
    await press('Category of Lantern Books')
    await type('Search or create', 'groc')
    await submit()
    await closed()
    expect(server.lastBody(CATEGORISE)).toEqual({ category: 'groceries', ids: [2] })
  })

  it('are set for all filtered transactions', async () => {
    const { server } = await showTransactions(
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
    const { server } = await showTransactions({
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
    await showTransactions({ [CATEGORISE]: problem(503, 'Try again soon.') })
    await press('Category of Lantern Books')
    await type('Search or create', 'Shopping')
    await submit()
    expect(the('alert').textContent).toContain('Try again soon.')
    expect(document.querySelector('.q-dialog')).toBeTruthy()
  })

  it('clears the selection when the filter changes', async () => {
    await showTransactions()
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
    const { server } = await showTransactions({ 'PATCH /api/transactions/1/': [200, after] })
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
    const { server } = await showTransactions({
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
    await showTransactions({
      'POST /api/transactions/': problem(400, 'Invalid input.', [
        { field: 'amount', code: 'invalid', message: 'A valid number is required.' },
      ]),
    })
    await press('Add')
    await submit('Add transaction')
    expect(text()).toContain('A valid number is required.')
  })

  it('deletes with an offer to undo', async () => {
    const { server } = await showTransactions({
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
    const { server } = await showTransactions({
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
    const { server } = await showTransactions({
      [CATEGORISE]: [200, { changed: 1, proposal: null }],
    })
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
    await showTransactions()
    await key('/')
    expect(document.activeElement!.getAttribute('name')).toBe('text')
    await key('?')
    expect(document.querySelector('.q-dialog')).toBeNull()
  })

  it('shows the shortcuts', async () => {
    await showTransactions()
    await key('?')
    expect(text()).toContain('jNext transaction')
    expect(text()).toContain('EscClear selection')
  })
})
