import { describe, expect, it } from 'vitest'
import { spendChart } from './spend-chart'

describe('spendChart', () => {
  const look = {
    dark: false,
    describe: (index: number) => [steps[index]!.start, `$${steps[index]!.spend}`],
    average: (amount: number) => `Average ${amount}`,
    tick: String,
    label: (start: string) => start.slice(0, 7),
  }
  const steps = [
    { start: '2026-01-01', spend: '1515.58', count: 2 },
    { start: '2026-02-01', spend: '500.42', count: 1 },
    { start: '2026-03-01', spend: '4.00', count: 1 },
  ]

  it('draws a bar for each step, and describes it', () => {
    const chart = spendChart(steps, false, look)
    expect(chart).toMatchObject({
      xAxis: { data: ['2026-01', '2026-02', '2026-03'] },
      series: [{ data: [{ value: 1515.58 }, { value: 500.42 }, { value: 4 }] }],
    })
    const { formatter } = chart.tooltip as { formatter: (shown: object[]) => string }
    expect(formatter([{ dataIndex: 1 }])).toBe('2026-02-01\n$500.42')
  })

  it('shows the average of the finished steps, and the running one pale', () => {
    expect(spendChart(steps, true, look)).toMatchObject({
      series: [
        {
          data: [{ itemStyle: { opacity: 1 } }, {}, { itemStyle: { opacity: 0.5 } }],
          markLine: { data: [{ yAxis: 1008 }], label: { formatter: 'Average 1008' } },
        },
      ],
    })
  })

  it('shows no average of a single step', () => {
    expect(spendChart(steps.slice(0, 2), true, look)).toMatchObject({
      series: [{ markLine: { data: [] } }],
    })
  })

  it('uses other colors in dark mode', () => {
    const colour = (dark: boolean) =>
      JSON.stringify(spendChart(steps, false, { ...look, dark }).series)
    expect(colour(true)).not.toBe(colour(false))
  })
})
