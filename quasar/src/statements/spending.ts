import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type Spending = components['schemas']['Spending']
export type SpendStep = components['schemas']['Step']
export type SpendPart = components['schemas']['Part']
export type LatestMonth = components['schemas']['LatestMonth']
export type Recurring = components['schemas']['Recurring']
export type StepName = Spending['step']

/** What is undefined is left to the server. */
export interface Period {
  currency?: string | undefined
  /** As in 2026-01, as the last one. */
  first_month?: string | undefined
  last_month?: string | undefined
  step?: StepName | undefined
}

export async function fetchSpending(period: Period): Promise<Spending> {
  return (await http.get<Spending>('/api/spending/', { params: period })).data
}

export async function fetchRecurring(currency: string): Promise<Recurring[]> {
  const params = { currency }
  return (await http.get<Recurring[]>('/api/spending/recurring/', { params })).data
}

/** The last day of a step that begins with this one, which is a day as in 2026-01-31. */
export function endOf(start: string, step: StepName): string {
  const [year, month, day] = start.split('-').map(Number) as [number, number, number]
  if (step === 'month') return isoDay(Date.UTC(year, month, 0))
  return isoDay(Date.UTC(year, month - 1, day + (step === 'week' ? 6 : 0)))
}

/** As many months before this one, 2026-01. */
export function monthsBefore(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return isoDay(Date.UTC(year, number - 1 - count)).slice(0, 7)
}

/** Of two amounts, exact to the cent. */
export function difference(amount: string, other: string): string {
  return ((cents(amount) - cents(other)) / 100).toFixed(2)
}

/** Of amounts, exact to the cent. */
export function sum(amounts: string[]): string {
  return (amounts.reduce((all, amount) => all + cents(amount), 0) / 100).toFixed(2)
}

function cents(amount: string): number {
  return Math.round(Number(amount) * 100)
}

function isoDay(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10)
}
