import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type MonthlySpend = components['schemas']['Month']
export type MonthAmount = Pick<MonthlySpend, 'month' | 'spend'>

export async function fetchSpend(): Promise<MonthlySpend[]> {
  return (await http.get<MonthlySpend[]>('/api/transactions/spend-by-month/')).data
}

/** Each currency on its own: different currencies are never added up. */
export function byCurrency(spend: MonthlySpend[]): Map<string, MonthAmount[]> {
  const currencies = Map.groupBy(spend, ({ currency }) => currency)
  return new Map([...currencies].map(([currency, months]) => [currency, withoutGaps(months)]))
}

/** A month without spend is a bar of nothing, not a bar left out. */
function withoutGaps(months: MonthAmount[]): MonthAmount[] {
  const spend = new Map(months.map(({ month, spend }) => [month, spend]))
  const all: MonthAmount[] = []
  const last = months.at(-1)?.month ?? ''
  for (let month = months[0]?.month ?? ''; month && month <= last; month = monthAfter(month)) {
    all.push({ month, spend: spend.get(month) ?? '0' })
  }
  return all
}

function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7)
}
