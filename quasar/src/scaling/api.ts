import { http } from '@/api/http'
import type { components } from '@/api/rest'

type Schemas = components['schemas']

export type Scaling = Schemas['Scaling']
export type Queue = Scaling['queues'][number]
export type Decision = Scaling['decisions'][number]
export type RunningTask = Scaling['running'][number]
export type QueueHistory = Schemas['History']
export type Sample = Schemas['Sample']
export type DeadLetter = Schemas['DeadLetter']
export type Demo = Schemas['Demo']
export type DemoState = Demo['state']

/** Time windows that the API accepts, in hours. */
export const HOURS = [0.25, 3, 24] as const
export type Hours = (typeof HOURS)[number]

export async function fetchScaling(): Promise<Scaling> {
  return (await http.get<Scaling>('/api/scaling/')).data
}

export async function fetchHistory(hours: Hours): Promise<QueueHistory[]> {
  return (await http.get<QueueHistory[]>('/api/scaling/history/', { params: { hours } })).data
}

export async function createDemo(seconds: number): Promise<void> {
  await http.post('/api/scaling/demo-tasks/', { seconds })
}

export async function cancelDemo(id: string): Promise<void> {
  await http.delete(`/api/scaling/demo-tasks/${encodeURIComponent(id)}/`)
}

export async function retryDeadLetter(run: string): Promise<void> {
  await http.post(`/api/scaling/dead-letters/${encodeURIComponent(run)}/`)
}

export async function discardDeadLetter(run: string): Promise<void> {
  await http.delete(`/api/scaling/dead-letters/${encodeURIComponent(run)}/`)
}
