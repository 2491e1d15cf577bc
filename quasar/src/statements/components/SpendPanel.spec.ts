import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, the, until } from '../../../test/screen'
import SpendPanel from './SpendPanel.vue'

// Drawing needs a real browser; what the chart says to those who cannot see it does not.
vi.mock('vue-echarts', () => ({ default: { template: '<svg />' } }))

const months = [
  { month: '2026-01', spend: '1515.58' },
  { month: '2026-02', spend: '4.75' },
]
const show = (currencies: Map<string, typeof months>) => open(SpendPanel, { props: { currencies } })

describe('spend by month', () => {
  it('is a chart that says what it shows', async () => {
    await show(new Map([['USD', months]]))
    await until(() => the('img'))
    expect(the('img').getAttribute('aria-label')).toBe(
      'Bar chart of spend by month in USD: January 2026 $1,515.58, February 2026 $4.75.',
    )
  })

  it('can be read as a table', async () => {
    await show(new Map([['USD', months]]))
    await press('Table')
    expect(all('img')).toHaveLength(0)
    expect(the('table', 'Spend by month').textContent).toContain('January 2026$1,515.58')
  })

  it('has a tab for each currency', async () => {
    await show(
      new Map([
        ['USD', months],
        ['EUR', [{ month: '2026-01', spend: '3.00' }]],
      ]),
    )
    await press('Table')
    the('tab', 'EUR').click()
    await flushPromises()
    expect(the('table').textContent).toContain('€3.00')
    expect(the('table').textContent).not.toContain('$')
  })

  it('is left out without any spend', async () => {
    await show(new Map())
    expect(all('button')).toHaveLength(0)
  })
})
