import type { LineSeriesOption } from 'echarts/charts'
import type {
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts/components'
import type { ComposeOption } from 'echarts/core'
import { type Sample } from './api'
import { sampleAt } from './samples'

export type WorkersChartOption = ComposeOption<
  LineSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>

export const SERIES = ['busy', 'idle', 'starting', 'demand'] as const
type Series = (typeof SERIES)[number]

interface Look {
  dark: boolean
  /** Time runs from right to left. */
  rtl?: boolean | undefined
  /** Both in milliseconds since 1970. */
  from: number
  until: number
  names: Record<Series, string>
  tick: (at: number) => string
  moment: (at: number) => string
}

// Different in lightness as well, for color-blind users; contrast at least 3:1.
const LIGHT = { busy: '#0f5f57', idle: '#5f97d0', starting: '#d07a00', demand: '#1a2422' }
const DARK = { busy: '#3f9e91', idle: '#86b6ea', starting: '#f0b254', demand: '#ffffff' }

/** Return the chart: workers as stacked steps, the backlog as a dashed line. */
export function workersChart(samples: Sample[], look: Look): WorkersChartOption {
  const { dark, rtl, from, until, tick } = look
  const ink = dark ? '#a3b1ad' : '#55635f'
  const line = dark ? '#2e3a3d' : '#dde2df'
  return {
    animation: false,
    textStyle: { fontFamily: 'Roboto, sans-serif' },
    grid: { left: rtl ? 16 : 4, right: rtl ? 4 : 16, top: 44, bottom: 8, outerBoundsMode: 'same' },
    legend: {
      top: 0,
      ...(rtl ? { right: 0, align: 'right' } : { left: 0 }),
      itemWidth: 14,
      itemHeight: 10,
      textStyle: { color: ink },
      inactiveColor: line,
      data: (rtl ? SERIES.toReversed() : SERIES).map((series) => ({
        name: look.names[series],
        icon: series === 'demand' ? 'path://M0 4h4v2h-4zM6 4h4v2h-4zM12 4h4v2h-4z' : 'roundRect',
      })),
    },
    tooltip: {
      trigger: 'axis',
      // HTML tooltips use style attributes, which the content security policy forbids.
      renderMode: 'richText',
      backgroundColor: dark ? '#243033' : '#ffffff',
      borderColor: line,
      textStyle: { color: dark ? '#e6ecea' : '#1a2422', align: rtl ? 'right' : 'left' },
      formatter: (points) => tooltip(points as unknown as HoveredPoint[], samples, look),
    },
    xAxis: {
      type: 'time',
      inverse: rtl ?? false,
      min: from,
      max: until,
      splitNumber: 4,
      axisLabel: { color: ink, hideOverlap: true, formatter: tick },
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      position: rtl ? 'right' : 'left',
      minInterval: 1,
      max: ({ max }) => Math.max(2, max),
      axisLabel: { color: ink },
      splitLine: { lineStyle: { color: line } },
    },
    series: SERIES.map((series) => steps(series, samples, look)),
  }
}

function steps(series: Series, samples: Sample[], { dark, until, names }: Look): LineSeriesOption {
  const color = (dark ? DARK : LIGHT)[series]
  const points = samples.map((sample) => [Date.parse(sample.at), sample[series]])
  const last = samples.at(-1)
  // No later samples mean no changes.
  if (last) points.push([until, last[series]])
  const shared = {
    type: 'line',
    name: names[series],
    data: points,
    step: 'end',
    symbol: 'none',
    itemStyle: { color },
  } as const
  return series === 'demand'
    ? { ...shared, z: 3, lineStyle: { width: 2, type: 'dashed', color } }
    : { ...shared, stack: 'workers', lineStyle: { width: 0 }, areaStyle: { color, opacity: 1 } }
}

interface HoveredPoint {
  axisValue: number | string
}

/** Return the values valid from the hovered change on. */
function tooltip([point]: HoveredPoint[], samples: Sample[], { names, moment }: Look): string {
  const at = Number(point?.axisValue)
  const sample = sampleAt(samples, at)
  if (!sample) return ''
  return [moment(at), ...SERIES.map((series) => `${names[series]}: ${sample[series]}`)].join('\n')
}
