import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, text, the, until } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import { recurring, spending } from '../../../test/statements'
import SpendingPage from './SpendingPage.vue'

// Drawing needs a real browser.
vi.mock('vue-echarts', () => ({ default: { template: '<svg />' } }))

const nothing = spending({
  currency: '',
  currencies: [],
  first_month: null,
  last_month: null,
  spend: '0.00',
  count: 0,
  over_time: [],
  stacks: [],
  by_category: [],
  by_merchant: [],
  by_card: [],
  latest_month: null,
})
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
  'GET /api/spending/': [200, spending()],
  'GET /api/spending/recurring/': [200, [recurring()]],
  'POST /api/socket-tickets/': [201, { ticket: 'abc', expires_in: 30 }],
} satisfies Parameters<typeof serve>[0]

async function show(changes: Parameters<typeof serve>[0] = {}, query = {}) {
  const server = serve({ ...answers, ...changes })
  const { router } = await open(SpendingPage, { query })
  return { server, router, socket: FakeSocket.opened.at(-1)! }
}
const address = (label: string) => decodeURIComponent(the('link', label).getAttribute('href')!)

describe('SpendingPage', () => {
  beforeEach(() => {
    vi.stubGlobal('WebSocket', FakeSocket)
    vi.stubGlobal('requestIdleCallback', (callback: () => void) => callback())
  })

  it('compares the latest month with the average', async () => {
    await show()
    expect(text()).toContain('February 2026$4.75$1,510.83 below average')
    expect(text()).toContain('Month before: $1,515.58')
  })

  it('compares an unfinished month to date', async () => {
    const latest_month = { ...spending().latest_month!, through: 12, average_through: '1.00' }
    await show({ 'GET /api/spending/': [200, spending({ latest_month })] })
    expect(text()).toContain('February 2026 so far')
    expect(text()).toContain('$3.75 above average to date')
  })

  it('does not compare the first month', async () => {
    const latest_month = {
      ...spending().latest_month!,
      average: null,
      average_through: null,
      months: 0,
    }
    await show({ 'GET /api/spending/': [200, spending({ latest_month })] })
    expect(text()).toContain('Later months are compared with your average')
    expect(text()).not.toContain('Month before')
  })

  it('links figures to their transactions within the period', async () => {
    await show()
    const period = 'currency=USD&date_from=2025-03-01&date_to=2026-02-28'
    expect(address('Travel')).toBe(`/transactions?${period}&category=travel`)
    expect(address('Uncategorized')).toBe(`/transactions?${period}&category=`)
    expect(address('Blue Bottle Coffee')).toBe(
      `/transactions?${period}&merchant=Blue+Bottle+Coffee`,
    )
    expect(address('Streambox')).toBe('/transactions?merchant=Streambox&currency=USD')
  })

  it('shows cards only if there are several', async () => {
    await show()
    expect(all('table', 'By card')).toHaveLength(0)
    const by_card = [
      { key: 'Blue', spend: '3.00', count: 1 },
      { key: '', spend: '2.00', count: 1 },
    ]
    await show({ 'GET /api/spending/': [200, spending({ by_card })] })
    expect(the('table', 'By card').textContent).toContain('Unknown card')
  })

  it('shows the largest merchants, and others on request', async () => {
    const by_merchant = Array.from({ length: 10 }, (_, index) => ({
      key: `Shop ${index}`,
      spend: `${10 - index}.00`,
      count: 1,
    }))
    await show({ 'GET /api/spending/': [200, spending({ by_merchant })] })
    expect(all('link', 'Shop')).toHaveLength(8)
    await press('Show all 10')
    expect(all('link', 'Shop')).toHaveLength(10)
    await press('Show fewer')
    expect(all('link', 'Shop')).toHaveLength(8)
  })

  it('adds up recurring charges and shows ended ones on request', async () => {
    await show({
      'GET /api/spending/recurring/': [
        200,
        [
          recurring(),
          recurring({ merchant: 'Tunes', yearly: '120.10' }),
          recurring({ merchant: 'Gym', next: null, yearly: '600.00' }),
        ],
      ],
    })
    expect(text()).toContain('$311.98 total per year')
    expect(all('link', 'Gym')).toHaveLength(0)
    await press('Show 1 ended')
    expect(the('table', 'Recurring').textContent).toContain('ended Feb 5, 2026')
  })

  it('does not wait for recurring charges', async () => {
    await show({ 'GET /api/spending/recurring/': () => new Promise(() => undefined) })
    expect(text()).toContain('$1,510.83 below average')
  })

  it('shows no charges of the currency before', async () => {
    const currencies = ['USD', 'EUR'].map((currency) => ({
      ...spending().currencies[0]!,
      currency,
    }))
    await show({
      'GET /api/spending/': ({ params }) => {
        const { currency = 'USD' } = params as { currency?: string }
        return [200, spending({ currency, currencies })]
      },
      'GET /api/spending/recurring/': ({ params }) =>
        (params as { currency: string }).currency === 'USD'
          ? [200, [recurring()]]
          : new Promise(() => undefined),
    })
    expect(text()).toContain('Streambox')
    await press('EUR')
    await flushPromises()
    expect(text()).not.toContain('Streambox')
  })

  it('keeps the period in the URL', async () => {
    const { server, router } = await show()
    await press('3 months')
    await flushPromises()
    expect(router.currentRoute.value.query).toEqual({
      first_month: '2025-12',
      last_month: '2026-02',
    })
    expect(server.requestsTo('GET /api/spending/').at(-1)!.params).toEqual({
      first_month: '2025-12',
      last_month: '2026-02',
    })
    await press('Week')
    expect(server.requestsTo('GET /api/spending/').at(-1)!.params).toMatchObject({ step: 'week' })
  })

  it('moves by the number of months shown, within the data', async () => {
    const month = spending({ first_month: '2026-02', last_month: '2026-02', step: 'day' })
    const { router } = await show({ 'GET /api/spending/': [200, month] })
    expect(the('button', 'Next').classList).toContain('disabled')
    await press('Previous')
    expect(router.currentRoute.value.query).toMatchObject({
      first_month: '2026-01',
      last_month: '2026-01',
    })
  })

  it('has a tab per currency', async () => {
    const currencies = [
      { currency: 'USD', first: '2026-01-03', last: '2026-02-19', count: 3 },
      { currency: 'EUR', first: '2026-01-03', last: '2026-01-19', count: 1 },
    ]
    const { server } = await show({
      'GET /api/spending/': ({ params }) => [
        200,
        (params as { currency?: string }).currency === 'EUR'
          ? spending({ currency: 'EUR', currencies, spend: '3.00' })
          : spending({ currencies }),
      ],
    })
    await press('EUR')
    await flushPromises()
    expect(text()).toContain('€3.00')
    expect(server.requestsTo('GET /api/spending/recurring/').at(-1)!.params).toEqual({
      currency: 'EUR',
    })
  })

  it('explains an empty page', async () => {
    const { server } = await show({ 'GET /api/spending/': [200, nothing] })
    expect(text()).toContain('No data yet')
    await until(() => expect(document.querySelector('input[type=file]')).toBeTruthy())
    expect(server.requestsTo('GET /api/spending/recurring/')).toHaveLength(0)
  })

  it('links money in to the payments of the account', async () => {
    const cash_flow = {
      accounts: ['Checking'],
      months: [{ month: '2026-01', money_in: '3000.00', money_out: '1515.58' }],
    }
    await show({ 'GET /api/spending/': [200, spending({ cash_flow })] })
    expect(text()).toContain('Net$1,484.42')
    expect(text()).toContain('pension or interest (Checking)')
    all('button', 'Table').at(-1)!.click()
    await flushPromises()
    const month = 'currency=USD&date_from=2026-01-01&date_to=2026-01-31'
    expect(address('$3,000.00')).toBe(`/transactions?${month}&kind=payment&card=Checking`)
    expect(the('table', 'Income').textContent).toContain('$1,484.42')
  })

  it('has no cash flow of cards', async () => {
    await show()
    expect(text()).not.toContain('cash flow')
  })

  it('reloads after changes', async () => {
    const { server, socket } = await show()
    socket.say({ type: 'statement.finished', statement: 's1', status: 'imported' })
    await flushPromises()
    socket.say({ type: 'statement.removed', statement: 's1' })
    await flushPromises()
    socket.say({ type: 'spending.changed' })
    await flushPromises()
    socket.onopen?.()
    await flushPromises()
    socket.say({ type: 'statement.progress', statement: 's1', fraction: 0.5, rows: 6 })
    await flushPromises()
    expect(server.requestsTo('GET /api/spending/')).toHaveLength(5)
  })

  it('offers a retry', async () => {
    const { server } = await show({ 'GET /api/spending/': problem(503, 'The database is away.') })
    expect(the('alert').textContent).toContain('The database is away.')
    await press('Try again')
    expect(server.requestsTo('GET /api/spending/')).toHaveLength(2)
  })
})
