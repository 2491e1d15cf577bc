import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type Home = components['schemas']['Home']
export type HomeSpending = NonNullable<Home['spending']> // sample: statements
export type HomeLink = Home['links'][number] // sample: links
export type HomeQueue = NonNullable<Home['queues']>[number]

export async function fetchHome(): Promise<Home> {
  return (await http.get<Home>('/api/home/')).data
}
