import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type QueueHistory = components['schemas']['History']
export type Sample = components['schemas']['Sample']

/** How far back one may look. */
export const HOURS = [0.25, 3, 24] as const
export type Hours = (typeof HOURS)[number]

export async function fetchHistory(hours: Hours): Promise<QueueHistory[]> {
  return (await http.get<QueueHistory[]>('/api/scaling/history/', { params: { hours } })).data
}

/** The sample that holds at a moment: each does until the next; before the first all is unknown. */
export function sampleAt(samples: Sample[], at: number): Sample | undefined {
  return samples.findLast((sample) => Date.parse(sample.at) <= at)
}

export function workers({ starting, busy, idle }: Sample): number {
  return starting + busy + idle
}
