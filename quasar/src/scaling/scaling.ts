import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type Scaling = components['schemas']['Scaling']
export type Queue = Scaling['queues'][number]
export type Decision = Scaling['decisions'][number]
export type RunningTask = Scaling['running'][number]

export async function fetchScaling(): Promise<Scaling> {
  return (await http.get<Scaling>('/api/scaling/')).data
}

/** "demo" of "apps.scaling.tasks.demo": the modules before it are the same for all. */
export function shortName(task: string): string {
  return task.split('.').at(-1)!
}
