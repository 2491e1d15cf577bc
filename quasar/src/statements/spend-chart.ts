import type { ComposeOption } from 'echarts/core'
import type { BarSeriesOption } from 'echarts/charts'
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components'
import type { SpendStep } from './api'

export type SpendChartOption = ComposeOption<
  BarSeriesOption | GridComponentOption | TooltipComponentOption
>

interface Look {
  dark: boolean
  money: (amount: string) => string
  tick: (amount: number) => string
  label: (start: string) => string
}

/** Return the bar chart; heights are floats, displayed amounts come from exact strings. */
export function spendChart(
  steps: SpendStep[],
  { dark, money, tick, label }: Look,
): SpendChartOption {
  const ink = dark ? '#a3b1ad' : '#55635f'
  const line = dark ? '#2e3a3d' : '#dde2df'
  return {
    animationDuration: 300,
    grid: { left: 4, right: 12, top: 16, bottom: 12, outerBoundsMode: 'same' },
    tooltip: {
      trigger: 'axis',
      // HTML tooltips use style attributes, which the content security policy forbids.
      renderMode: 'richText',
      axisPointer: { type: 'shadow' },
      backgroundColor: dark ? '#243033' : '#ffffff',
      borderColor: line,
      textStyle: { color: dark ? '#e6ecea' : '#1a2422' },
      valueFormatter: (_value, index) => money(steps[index]?.spend ?? '0'),
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
        data: steps.map(({ spend }) => Number(spend)),
        barMaxWidth: 48,
        itemStyle: { color: dark ? '#4fb3a5' : '#0f5f57', borderRadius: [4, 4, 0, 0] },
      },
    ],
  }
}
