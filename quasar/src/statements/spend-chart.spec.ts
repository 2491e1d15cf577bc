import { describe, expect, it } from 'vitest'
import { spendChart } from './spend-chart'

describe('spendChart', () => {
  const look = {
    dark: false,
    money: (amount: string) => `$${amount}`,
    tick: String,
    label: (start: string) => start.slice(0, 7),
  }
  const steps = [{ start: '2026-01-01', spend: '1515.58', count: 2 }]

  it('draws a bar per step with the exact amount', () => {
    const chart = spendChart(steps, look)
    expect(chart).toMatchObject({ xAxis: { data: ['2026-01'] }, series: [{ data: [1515.58] }] })
    const { valueFormatter } = chart.tooltip as {
      valueFormatter: (v: unknown, i: number) => string
    }
    expect(valueFormatter(1515.58, 0)).toBe('$1515.58')
  })

  it('uses other colors in dark mode', () => {
    const colour = (dark: boolean) => JSON.stringify(spendChart(steps, { ...look, dark }).series)
    expect(colour(true)).not.toBe(colour(false))
  })
})
