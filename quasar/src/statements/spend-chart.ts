import type { BarSeriesOption } from 'echarts/charts'
import type { SpendStack, SpendStep } from './api'
import { chartInks, isolate, moneyAxes, type Hovered, type MoneyChartOption } from './chart-look'

interface Look {
  dark: boolean
  rtl?: boolean | undefined
  /** Color of a category; `null` stands for all smaller ones together. */
  color: (category: string | null) => string
  /** Lines of the tooltip of a step. */
  describe: (hovered: Hovered) => string[]
  /** Label of the average. */
  average: (amount: number) => string
  tick: (amount: number) => string
  label: (start: string) => string
}

export interface Shown {
  steps: SpendStep[]
  /** The steps by category; empty for bars of one colour. */
  stacks?: SpendStack[]
  /** Whether bars of the year before stand beside them. */
  compare?: boolean
  /** Whether the last step is not over yet: it is pale, and does not count in the average. */
  running: boolean
}

/** Return the bar chart; heights are floats, the tooltip's amounts come from exact strings.
 *  Series are those of the stacks or the spending, after one of the year before. */
export function spendChart(
  { steps, stacks = [], compare = false, running }: Shown,
  { dark, rtl, color, describe, average, tick, label }: Look,
): MoneyChartOption {
  const amounts = steps.map(({ spend }) => Number(spend))
  const finished = running ? amounts.slice(0, -1) : amounts
  const mean = finished.reduce((sum, amount) => sum + amount, 0) / finished.length
  const { ink, line, surface, pale, main } = chartInks(dark)
  const bars = (values: number[], style: BarSeriesOption): BarSeriesOption => ({
    type: 'bar',
    cursor: 'pointer',
    barMaxWidth: 48,
    data: values.map((value, index) => ({
      value,
      itemStyle: { opacity: running && index === values.length - 1 ? 0.5 : 1 },
    })),
    ...style,
  })
  const top = [4, 4, 0, 0]
  const before: BarSeriesOption = {
    type: 'bar',
    cursor: 'pointer',
    barMaxWidth: 48,
    data: steps.map(({ year_before }) => (year_before === null ? '-' : Number(year_before))),
    itemStyle: { color: line, borderColor: pale, borderWidth: 1, borderRadius: top },
  }
  const shown = stacks.length
    ? stacks.map(({ key, spend }) =>
        bars(spend.map(Number), {
          stack: 'spend',
          // A line of the surface separates categories without relying on their colours.
          itemStyle: { color: color(key), borderColor: surface, borderWidth: 1 },
        }),
      )
    : [bars(amounts, { itemStyle: { color: main, borderRadius: top } })]
  shown[0]!.markLine = {
    silent: true,
    symbol: 'none',
    lineStyle: { color: ink, type: 'dashed' },
    label: {
      position: 'insideEndTop',
      color: ink,
      backgroundColor: surface,
      padding: [2, 4],
      fontFamily: 'Roboto, sans-serif',
      formatter: rtl ? isolate(average(mean)) : average(mean),
    },
    data: finished.length > 1 ? [{ yAxis: mean }] : [],
  }
  return {
    ...moneyAxes({ dark, rtl, labels: steps.map(({ start }) => label(start)), tick, describe }),
    series: compare ? [before, ...shown] : shown,
  }
}
