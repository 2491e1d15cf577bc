import { describe, expect, it } from 'vitest'
import type { MoneyChartOption } from './chart-look'
import { averageOf, spendChart } from './spend-chart'

const series = ({ series }: MoneyChartOption) => [series].flat()

describe('spendChart', () => {
  const look = {
    dark: false,
    color: (category: string | null) => `var(--${category})`,
    describe: ({ index }: { index: number }) => [steps[index]!.start, `$${steps[index]!.spend}`],
    tick: String,
    label: (start: string) => start.slice(0, 7),
  }
  const steps = [
    { start: '2026-01-01', spend: '1515.58', count: 2, year_before: null },
    { start: '2026-02-01', spend: '500.42', count: 1, year_before: null },
    { start: '2026-03-01', spend: '4.00', count: 1, year_before: null },
  ]

  it('draws a bar for each step, and describes it', () => {
    const chart = spendChart({ steps, running: false }, look)
    expect(chart).toMatchObject({
      xAxis: { data: ['2026-01', '2026-02', '2026-03'] },
      series: [{ data: [{ value: 1515.58 }, { value: 500.42 }, { value: 4 }] }],
    })
    const { formatter } = chart.tooltip as { formatter: (shown: object[]) => string }
    expect(formatter([{ dataIndex: 1 }])).toBe('2026-02-01\n$500.42')
  })

  it('shows the average of the finished steps, and the running one pale', () => {
    expect(spendChart({ steps, running: true }, look)).toMatchObject({
      series: [
        {
          data: [{ itemStyle: { opacity: 1 } }, {}, { itemStyle: { opacity: 0.5 } }],
          // Its name is above the bars, which it would hide.
          markLine: { data: [{ yAxis: 1008 }], label: { show: false } },
        },
      ],
    })
  })

  it('shows no average of a single step', () => {
    const single = { steps: steps.slice(0, 2), running: true }
    expect(averageOf(single)).toBeUndefined()
    expect(spendChart(single, look)).toMatchObject({
      series: [{ markLine: { data: [] } }],
    })
  })

  it('stacks categories in their colours, with one average', () => {
    const stacks = [
      { key: 'travel', spend: ['1500.00', '500.42', '0.00'], count: [1, 1, 0] },
      { key: null, spend: ['15.58', '0.00', '4.00'], count: [1, 0, 1] },
    ]
    const [first, second] = series(spendChart({ steps, stacks, running: false }, look))
    expect(first).toMatchObject({
      stack: 'spend',
      data: [{ value: 1500 }, { value: 500.42 }, { value: 0 }],
      itemStyle: { color: 'var(--travel)' },
      markLine: { data: [{}] },
    })
    expect(second).toMatchObject({ itemStyle: { color: 'var(--null)' } })
    expect(second).not.toHaveProperty('markLine')
  })

  it('draws the year before first, with gaps where it is unknown', () => {
    const known = steps.map((step, index) => ({ ...step, year_before: index ? '7.50' : null }))
    const [before, now] = series(spendChart({ steps: known, compare: true, running: false }, look))
    expect(before).toMatchObject({ data: ['-', 7.5, 7.5] })
    expect(now).toMatchObject({ data: [{ value: 1515.58 }, {}, {}] })
  })

  it('runs from right to left for readers of such a language', () => {
    const chart = spendChart({ steps, running: false }, { ...look, rtl: true })
    expect(chart).toMatchObject({
      xAxis: { inverse: true },
      yAxis: { position: 'right' },
    })
    const { formatter } = chart.tooltip as { formatter: (shown: object[]) => string }
    expect(formatter([{ dataIndex: 1 }])).toBe('\u20672026-02-01\u2069\n\u2067$500.42\u2069')
  })

  it('uses other colors in dark mode', () => {
    const colour = (dark: boolean) =>
      JSON.stringify(spendChart({ steps, running: false }, { ...look, dark }).series)
    expect(colour(true)).not.toBe(colour(false))
  })
})
