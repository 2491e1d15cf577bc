import { expect, it } from 'vitest'
import { cashFlowChart } from './cash-flow-chart'

it('cashFlowChart draws money in upwards, money out downwards, and the difference', () => {
  const look = { dark: false, describe: () => [], tick: String, label: String }
  const months = [{ month: '2026-01', money_in: '3000.10', money_out: '1200.20' }]
  expect(cashFlowChart(months, look)).toMatchObject({
    xAxis: { data: ['2026-01'] },
    series: [{ data: [3000.1] }, { data: [-1200.2] }, { type: 'line', data: [1799.9] }],
  })
})
