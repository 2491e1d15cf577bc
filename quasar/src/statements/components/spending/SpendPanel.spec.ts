import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { open } from '../../../../test/mount'
import { all, press, the, until } from '../../../../test/screen'
import { spending } from '../../../../test/statements'
import SpendPanel from './SpendPanel.vue'

// Drawing needs a real browser; the accessible name does not.
vi.mock('vue-echarts', () => ({ default: { template: '<svg />' } }))

const to = ({ start }: { start: string }) => `/transactions?date_from=${start}`
const show = (facts: Parameters<typeof spending>[0] = {}, listeners = {}) =>
  open(SpendPanel, { props: { spending: spending(facts), to, ...listeners } })

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
    expect(the('table', 'Spending over time').textContent).toContain('January 20262$1,515.58')
    expect(the('link', 'February 2026').getAttribute('href')).toBe(
      '/transactions?date_from=2026-02-01',
    )
  })

  it('names weeks by their first day', async () => {
    await show({ step: 'week', over_time: [{ start: '2026-02-02', spend: '4.75', count: 1 }] })
    await press('Table')
    expect(the('link', 'Week of Feb 2, 2026')).toBeTruthy()
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
