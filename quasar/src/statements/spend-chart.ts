import type { BarSeriesOption } from 'echarts/charts'
import type { SpendStack, SpendStep } from './api'
import { chartInks, moneyAxes, type Hovered, type MoneyChartOption } from './chart-look'

interface Look {
  dark: boolean
  rtl?: boolean | undefined
  /** Color of a category; `null` stands for all smaller ones together. */
  color: (category: string | null) => string
  /** Lines of the tooltip of a step. */
  describe: (hovered: Hovered) => string[]
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

/** Return the average of the finished steps; undefined if there is at most one. */
export function averageOf({
  steps,
  running,
}: Pick<Shown, 'steps' | 'running'>): number | undefined {
  const finished = running ? steps.slice(0, -1) : steps
  if (finished.length < 2) return undefined
  return finished.reduce((sum, { spend }) => sum + Number(spend), 0) / finished.length
}

/** Return the bar chart; heights are floats, the tooltip's amounts come from exact strings.
 *  Series are those of the stacks or the spending, after one of the year before. */
export function spendChart(
  { steps, stacks = [], compare = false, running }: Shown,
  { dark, rtl, color, describe, tick, label }: Look,
): MoneyChartOption {
  const amounts = steps.map(({ spend }) => Number(spend))
  const average = averageOf({ steps, running })
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
    // A legend names it: between bars there is no room.
    label: { show: false },
    data: average === undefined ? [] : [{ yAxis: average }],
  }
  return {
    ...moneyAxes({ dark, rtl, labels: steps.map(({ start }) => label(start)), tick, describe }),
    series: compare ? [before, ...shown] : shown,
  }
}
