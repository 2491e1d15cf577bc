import { describe, expect, it } from 'vitest'
import { byCurrency } from './spend'
import { spendChart } from './spend-chart'

const usd = (month: string, spend: string) => ({ month, currency: 'USD', spend })

describe('spend by month', () => {
  it('shows a month without spend as nothing, across the turn of the year', () => {
    const months = byCurrency([usd('2025-11', '10.00'), usd('2026-02', '4.75')]).get('USD')
    expect(months).toEqual([
      { month: '2025-11', spend: '10.00' },
      { month: '2025-12', spend: '0' },
      { month: '2026-01', spend: '0' },
      { month: '2026-02', spend: '4.75' },
    ])
  })

  it('never adds up different currencies', () => {
    const currencies = byCurrency([
      usd('2026-01', '10.00'),
      { month: '2026-01', currency: 'EUR', spend: '3.00' },
    ])
    expect([...currencies.keys()]).toEqual(['USD', 'EUR'])
    expect(currencies.get('EUR')).toEqual([{ month: '2026-01', spend: '3.00' }])
  })

  it('has no months without spend at all', () => {
    expect(byCurrency([]).size).toBe(0)
  })
})

describe('the chart', () => {
  const look = {
    dark: false,
    money: (amount: string) => `$${amount}`,
    tick: String,
    month: (month: string) => month,
  }
  const months = [{ month: '2026-01', spend: '1515.58' }]

  it('draws a bar a month and tells the exact amount', () => {
    const chart = spendChart(months, look)
    expect(chart).toMatchObject({ xAxis: { data: ['2026-01'] }, series: [{ data: [1515.58] }] })
    const { valueFormatter } = chart.tooltip as {
      valueFormatter: (v: unknown, i: number) => string
    }
    expect(valueFormatter(1515.58, 0)).toBe('$1515.58')
  })

  it('is drawn in other colours in the dark', () => {
    const colour = (dark: boolean) => JSON.stringify(spendChart(months, { ...look, dark }).series)
    expect(colour(true)).not.toBe(colour(false))
  })
})
