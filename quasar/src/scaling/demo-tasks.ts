import type { Demo } from './api'

export const MAX_SECONDS = 7_200

const MAX_FINISHED = 3

export function isRunnable(seconds: unknown): seconds is number {
  return Number.isInteger(seconds) && Number(seconds) >= 1 && Number(seconds) <= MAX_SECONDS
}

export function isUnfinished({ state }: Demo): boolean {
  return state === 'waiting' || state === 'running'
}

/** Return all unfinished tasks and the latest finished ones. */
export function recent(demos: Demo[]): Demo[] {
  const finished = demos.filter((demo) => !isUnfinished(demo)).slice(0, MAX_FINISHED)
  return demos.filter((demo) => isUnfinished(demo) || finished.includes(demo))
}

/** Return "demo" for "apps.scaling.tasks.demo". */
export function shortName(task: string): string {
  return task.split('.').at(-1)!
}
