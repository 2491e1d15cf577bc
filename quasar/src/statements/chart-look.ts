import type { ComposeOption } from 'echarts/core'
import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type {
  GridComponentOption,
  MarkLineComponentOption,
  TooltipComponentOption,
} from 'echarts/components'

export type MoneyChartOption = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | MarkLineComponentOption
  | TooltipComponentOption
>

/** A column under the pointer; the marker is the colour of its series. */
export interface Hovered {
  index: number
  markers: string[]
}

interface Axes {
  dark: boolean
  /** Time runs from right to left. */
  rtl?: boolean | undefined
  labels: string[]
  tick: (amount: number) => string
  /** Lines of the tooltip. */
  describe: (hovered: Hovered) => string[]
}

const FONT = 'Roboto, sans-serif'

/** Return the colours of text, lines and areas. */
export function chartInks(dark: boolean) {
  return dark
    ? { ink: '#a3b1ad', line: '#2e3a3d', surface: '#182124', pale: '#6f7d79', main: '#4fb3a5' }
    : { ink: '#55635f', line: '#dde2df', surface: '#ffffff', pale: '#87948f', main: '#0f5f57' }
}

/** Return a line of a chart with its words and amounts in the order of an RTL language. */
export function isolate(line: string): string {
  // The marker of ECharts at the start is not text.
  return line.replace(/^(\{[^}]*\})?(.*)$/, '$1\u2067$2\u2069')
}

/** Return what all charts of amounts over time share: axes, tooltip and fonts. */
export function moneyAxes({ dark, rtl, labels, tick, describe }: Axes): MoneyChartOption {
  const { ink, line } = chartInks(dark)
  return {
    // Growing bars tell nothing, and keep a phone busy.
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: rtl ? 12 : 4, right: rtl ? 4 : 12, top: 16, bottom: 12, outerBoundsMode: 'same' },
    tooltip: {
      trigger: 'axis',
      confine: true,
      // HTML tooltips use style attributes, which the content security policy forbids.
      renderMode: 'richText',
      axisPointer: { type: 'shadow' },
      backgroundColor: dark ? '#243033' : '#ffffff',
      borderColor: line,
      textStyle: {
        color: dark ? '#e6ecea' : '#1a2422',
        fontFamily: FONT,
        align: rtl ? 'right' : 'left',
      },
      formatter: (shown) => {
        const points = [shown].flat()
        const markers = points.map(({ marker }) => (typeof marker === 'string' ? marker : ''))
        const lines = describe({ index: points[0]!.dataIndex, markers })
        return (rtl ? lines.map(isolate) : lines).join('\n')
      },
    },
    xAxis: {
      type: 'category',
      inverse: rtl ?? false,
      data: labels,
      axisLabel: { color: ink, hideOverlap: true },
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
    },
    yAxis: {
      type: 'value',
      position: rtl ? 'right' : 'left',
      splitNumber: 4,
      axisLabel: { color: ink, formatter: tick },
      splitLine: { lineStyle: { color: line } },
    },
  }
}

/** Let the drawing shrink with its box, which is narrower on paper than on the screen. */
export function scaleWithBox(element: Element | undefined) {
  const svg = element?.querySelector('svg')
  const [width, height] = [svg?.getAttribute('width'), svg?.getAttribute('height')]
  if (width && height) svg?.setAttribute('viewBox', `0 0 ${width} ${height}`)
}
