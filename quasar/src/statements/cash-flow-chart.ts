import type { MonthFlow } from './api'
import { chartInks, moneyAxes, type Hovered, type MoneyChartOption } from './chart-look'
import { difference } from './spending'

interface Look {
  dark: boolean
  rtl?: boolean | undefined
  describe: (hovered: Hovered) => string[]
  tick: (amount: number) => string
  label: (month: string) => string
}

/** Return the colours of money in, money out and the difference. */
export function flowColors(dark: boolean) {
  return dark
    ? { in: '#4fb3a5', out: '#f0b254', net: '#ffffff' }
    : { in: '#0f5f57', out: '#c9751b', net: '#1a2422' }
}

/** Return money in as bars upwards, money out downwards, and their difference as a line. */
export function cashFlowChart(
  months: MonthFlow[],
  { dark, rtl, describe, tick, label }: Look,
): MoneyChartOption {
  const colors = flowColors(dark)
  const bar = { type: 'bar', stack: 'flow', cursor: 'pointer', barMaxWidth: 48 } as const
  const labels = months.map(({ month }) => label(month))
  return {
    ...moneyAxes({ dark, rtl, labels, tick, describe }),
    series: [
      {
        ...bar,
        data: months.map(({ money_in }) => Number(money_in)),
        itemStyle: { color: colors.in, borderRadius: [4, 4, 0, 0] },
      },
      {
        ...bar,
        data: months.map(({ money_out }) => -Number(money_out)),
        itemStyle: { color: colors.out, borderRadius: [0, 0, 4, 4] },
      },
      {
        type: 'line',
        silent: true,
        data: months.map(({ money_in, money_out }) => Number(difference(money_in, money_out))),
        symbol: 'circle',
        symbolSize: 7,
        lineStyle: { color: colors.net, width: 2 },
        itemStyle: { color: colors.net, borderColor: chartInks(dark).surface, borderWidth: 1 },
      },
    ],
  }
}
