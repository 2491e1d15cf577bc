import { describe, expect, it } from 'vitest'
import { sample } from '../../test/scaling'
import { workersChart } from './workers-chart'

const at = (minute: number) => Date.UTC(2026, 2, 2, 12) + minute * 60_000
const samples = [
  sample({ at: '2026-03-02T12:01:00Z', demand: 1, wanted: 1, starting: 1 }),
  sample({ at: '2026-03-02T12:02:00Z', demand: 1, wanted: 1, busy: 1 }),
]
const look = {
  dark: false,
  from: at(0),
  until: at(10),
  names: { busy: 'Busy', idle: 'Idle', starting: 'Starting', demand: 'Backlog' },
  tick: String,
  moment: (moment: number) => `at ${(moment - at(0)) / 60_000}`,
}

function hover(minute: number) {
  const { formatter } = workersChart(samples, look).tooltip as {
    formatter: (points: object[]) => string
  }
  return formatter([{ axisValue: at(minute) }])
}

describe('workersChart', () => {
  it('runs from right to left for readers of such a language', () => {
    expect(workersChart(samples, { ...look, rtl: true })).toMatchObject({
      xAxis: { inverse: true },
      yAxis: { position: 'right' },
      legend: { right: 0 },
    })
  })

  it('draws steps, the last one until now', () => {
    const { series } = workersChart(samples, look) as { series: object[] }
    expect(series[0]).toMatchObject({
      name: 'Busy',
      step: 'end',
      stack: 'workers',
      data: [
        [at(1), 0],
        [at(2), 1],
        [at(10), 1],
      ],
    })
    expect(series[3]).toMatchObject({
      name: 'Backlog',
      data: [
        [at(1), 1],
        [at(2), 1],
        [at(10), 1],
      ],
    })
    expect(series[3]).not.toHaveProperty('stack')
  })

  it('shows the whole window even without early samples', () => {
    expect(workersChart(samples, look).xAxis).toMatchObject({ min: at(0), max: at(10) })
  })

  it('leaves space above a single worker', () => {
    const { max } = workersChart(samples, look).yAxis as { max: (range: object) => number }
    expect([max({ max: 1 }), max({ max: 7 })]).toEqual([2, 7])
  })

  it('shows the sample valid at the pointer', () => {
    expect(hover(1.9)).toBe('at 1.9\nBusy: 0\nIdle: 0\nStarting: 1\nBacklog: 1')
    expect(hover(9)).toBe('at 9\nBusy: 1\nIdle: 0\nStarting: 0\nBacklog: 1')
    expect(hover(0.5)).toBe('')
  })

  it('is empty without samples', () => {
    const { series } = workersChart([], look) as { series: { data: unknown[] }[] }
    expect(series.map(({ data }) => data)).toEqual([[], [], [], []])
  })

  it('uses other colors in dark mode', () => {
    const colours = (dark: boolean) =>
      JSON.stringify(workersChart(samples, { ...look, dark }).series)
    expect(colours(true)).not.toBe(colours(false))
  })
})
