import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type Demo = components['schemas']['Demo']
export type DemoState = Demo['state']

export const LONGEST = 7_200

const MOST_FINISHED = 3

export function isRunnable(seconds: unknown): seconds is number {
  return Number.isInteger(seconds) && Number(seconds) >= 1 && Number(seconds) <= LONGEST
}

export function isUnfinished({ state }: Demo): boolean {
  return state === 'waiting' || state === 'running'
}

/** All that wait or run, and the last ones that do no more. */
export function recent(demos: Demo[]): Demo[] {
  const finished = demos.filter((demo) => !isUnfinished(demo)).slice(0, MOST_FINISHED)
  return demos.filter((demo) => isUnfinished(demo) || finished.includes(demo))
}

export async function createDemo(seconds: number): Promise<void> {
  await http.post('/api/scaling/demo-tasks/', { seconds })
}

export async function cancelDemo(id: string): Promise<void> {
  await http.delete(`/api/scaling/demo-tasks/${encodeURIComponent(id)}/`)
}
