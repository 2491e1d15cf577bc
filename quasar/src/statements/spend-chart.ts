import type { ComposeOption } from 'echarts/core'
import type { BarSeriesOption } from 'echarts/charts'
import type {
  GridComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
} from 'echarts/components'
import type { SpendStep } from './api'

export type SpendChartOption = ComposeOption<
  BarSeriesOption | GridComponentOption | MarkLineComponentOption | TooltipComponentOption
>

interface Look {
  dark: boolean
  /** Lines of the tooltip of a step. */
  describe: (index: number) => string[]
  /** Label of the average. */
  average: (amount: number) => string
  tick: (amount: number) => string
  label: (start: string) => string
}

const FONT = 'Roboto, sans-serif'

/** Return the bar chart; heights are floats, the tooltip's amounts come from exact strings.
 *  The last step is pale if it is `running`, and then does not count in the average. */
export function spendChart(
  steps: SpendStep[],
  running: boolean,
  { dark, describe, average, tick, label }: Look,
): SpendChartOption {
  const amounts = steps.map(({ spend }) => Number(spend))
  const finished = running ? amounts.slice(0, -1) : amounts
  const mean = finished.reduce((sum, amount) => sum + amount, 0) / finished.length
  const ink = dark ? '#a3b1ad' : '#55635f'
  const line = dark ? '#2e3a3d' : '#dde2df'
  return {
    animationDuration: 300,
    textStyle: { fontFamily: FONT },
    grid: { left: 4, right: 12, top: 16, bottom: 12, outerBoundsMode: 'same' },
    tooltip: {
      trigger: 'axis',
      // HTML tooltips use style attributes, which the content security policy forbids.
      renderMode: 'richText',
      axisPointer: { type: 'shadow' },
      backgroundColor: dark ? '#243033' : '#ffffff',
      borderColor: line,
      textStyle: { color: dark ? '#e6ecea' : '#1a2422', fontFamily: FONT },
      formatter: (shown) => describe([shown].flat()[0]!.dataIndex).join('\n'),
    },
    xAxis: {
      type: 'category',
      data: steps.map(({ start }) => label(start)),
      axisLabel: { color: ink, hideOverlap: true },
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { color: ink, formatter: tick },
      splitLine: { lineStyle: { color: line } },
    },
    series: [
      {
        type: 'bar',
        cursor: 'pointer',
        data: amounts.map((value, index) => ({
          value,
          itemStyle: { opacity: running && index === amounts.length - 1 ? 0.5 : 1 },
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: ink, type: 'dashed' },
          label: {
            position: 'insideEndTop',
            color: ink,
            backgroundColor: dark ? '#182124' : '#ffffff',
            padding: [2, 4],
            fontFamily: FONT,
            formatter: average(mean),
          },
          data: finished.length > 1 ? [{ yAxis: mean }] : [],
        },
        barMaxWidth: 48,
        itemStyle: { color: dark ? '#4fb3a5' : '#0f5f57', borderRadius: [4, 4, 0, 0] },
      },
    ],
  }
}
