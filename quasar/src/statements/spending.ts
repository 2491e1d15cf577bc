import type { StepName } from './api'

/** Return the last day of the step that starts on this day, "2026-01-31". */
export function endOf(start: string, step: StepName): string {
  const [year, month, day] = start.split('-').map(Number) as [number, number, number]
  if (step === 'month') return isoDay(Date.UTC(year, month, 0))
  return isoDay(Date.UTC(year, month - 1, day + (step === 'week' ? 6 : 0)))
}

/** Return the start of the same step a year before, of a week the one 52 weeks before. */
export function yearBefore(start: string, step: StepName): string {
  const [year, month, day] = start.split('-').map(Number) as [number, number, number]
  if (step === 'week') return isoDay(Date.UTC(year, month - 1, day - 364))
  const isLeapDay = month === 2 && day === 29
  return isoDay(Date.UTC(year - 1, month - 1, isLeapDay ? 28 : day))
}

/** Return the month, "2026-01", that lies `count` months earlier. */
export function monthsBefore(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return isoDay(Date.UTC(year, number - 1 - count)).slice(0, 7)
}

/** Return the difference of two amounts, exact to three decimals. */
export function difference(amount: string, other: string): string {
  return ((thousandths(amount) - thousandths(other)) / 1000).toFixed(3)
}

/** Return the sum of amounts, exact to three decimals. */
export function sum(amounts: string[]): string {
  return (amounts.reduce((all, amount) => all + thousandths(amount), 0) / 1000).toFixed(3)
}

// A dinar has 1,000 parts.
function thousandths(amount: string): number {
  return Math.round(Number(amount) * 1000)
}

function isoDay(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10)
}
