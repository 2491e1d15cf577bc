import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../../test/mount'
import { all, press, showEverything, the, until } from '../../../../test/screen'
import { spending } from '../../../../test/statements'
import SpendPanel from './SpendPanel.vue'
// The panel loads it lazily, which takes longer than a test waits on a busy machine.
import './SpendChart.vue'

// Drawing needs a real browser; the accessible name does not.
vi.mock('vue-echarts', () => ({ default: { template: '<svg />' } }))

beforeEach(showEverything)

const to = (start = 'any', category = 'any') =>
  `/transactions?date_from=${start}&category=${category}`
const show = (facts: Parameters<typeof spending>[0] = {}, listeners = {}, query = {}) =>
  open(SpendPanel, { props: { spending: spending(facts), to, ...listeners }, query })
const compared = [
  { start: '2026-01-01', spend: '1515.58', count: 2, year_before: '1000.00' },
  { start: '2026-02-01', spend: '4.75', count: 1, year_before: null },
]
const address = (label: string) => the('link', label).getAttribute('href')

describe('SpendPanel', () => {
  it('shows a chart with an accessible name', async () => {
    await show()
    await until(() => the('img'))
    expect(the('img').getAttribute('aria-label')).toBe(
      'Bar chart of spending by month in USD: January 2026 $1,515.58, February 2026 $4.75.',
    )
  })

  it('limits the steps in the accessible name', async () => {
    const days = Array.from({ length: 30 }, (_, index) => ({
      start: `2026-01-${String(index + 1).padStart(2, '0')}`,
      spend: '1.00',
      count: 1,
      year_before: null,
    }))
    await show({ step: 'day', over_time: days })
    await until(() => the('img'))
    expect(the('img').getAttribute('aria-label')).not.toContain('Jan 6, 2026')
    expect(the('img').getAttribute('aria-label')).toContain('Jan 7, 2026 $1.00')
  })

  it('shows a table with links to transactions', async () => {
    await show()
    await press('Table')
    expect(all('img')).toHaveLength(0)
    expect(the('table', 'Spending over time').textContent).toContain('January 20262100%$1,515.58')
    expect(address('February 2026')).toBe('/transactions?date_from=2026-02-01&category=any')
  })

  it('names weeks by their first day', async () => {
    await show({
      step: 'week',
      stacks: [],
      over_time: [{ start: '2026-02-02', spend: '4.75', count: 1, year_before: null }],
    })
    await press('Table')
    expect(the('link', 'Week of Feb 2, 2026')).toBeTruthy()
  })

  it('names the colours of categories, with their shares and transactions', async () => {
    const stacks = [...spending().stacks, { key: null, spend: ['0.00', '76.00'], count: [0, 2] }]
    const { wrapper, router } = await show({ stacks })
    await press('By category')
    expect(router.currentRoute.value.query).toEqual({ split: 'category' })
    expect(address('Travel')).toBe('/transactions?date_from=any&category=travel')
    expect(address('Uncategorized')).toBe('/transactions?date_from=any&category=')
    const legend = wrapper.get('[aria-label="Legend"]').text()
    expect(legend).toContain('100%')
    expect(legend).toContain('Other categories5%')
  })

  it('shows the categories in a table', async () => {
    await show({}, {}, { split: 'category', view: 'table' })
    const table = the('table', 'Spending over time by category').textContent
    expect(table).toContain('MonthTravelUncategorizedSpending')
    expect(table).toContain('February 2026–$4.75$4.75')
    expect(address('$4.75')).toBe('/transactions?date_from=2026-02-01&category=')
  })

  it('offers categories by month only', async () => {
    await show({ stacks: [] })
    expect(all('button', 'By category')).toHaveLength(0)
  })

  it('compares with the year before', async () => {
    const { router } = await show({ over_time: compared }, {}, { view: 'table' })
    document.querySelector<HTMLElement>('[role=checkbox]')!.click()
    await flushPromises()
    expect(router.currentRoute.value.query).toMatchObject({ compare: 'year' })
    const table = the('table', 'Spending over time').textContent
    expect(table).toContain('$1,000.00+52%$1,515.58')
    expect(table).toContain('––$4.75')
    expect(address('$1,000.00')).toBe('/transactions?date_from=2025-01-01&category=any')
  })

  it('does not compare with a year that is unknown', async () => {
    const { wrapper } = await show()
    expect(wrapper.text()).not.toContain('Compare')
  })

  it('emits another step', async () => {
    const onStep = vi.fn()
    await show({}, { onStep })
    await press('Week')
    expect(onStep).toHaveBeenCalledWith('week')
  })

  it('explains an empty period', async () => {
    const { wrapper } = await show({ over_time: [], count: 0, spend: '0.00' })
    await flushPromises()
    expect(wrapper.text()).toContain('No spending in this period.')
    expect(all('img')).toHaveLength(0)
  })
})
