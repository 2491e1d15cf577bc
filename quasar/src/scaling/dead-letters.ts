import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type DeadLetter = components['schemas']['DeadLetter']

export async function retryLetter(run: string): Promise<void> {
  await http.post(address(run))
}

export async function giveUpLetter(run: string): Promise<void> {
  await http.delete(address(run))
}

function address(run: string): string {
  return `/api/scaling/dead-letters/${encodeURIComponent(run)}/`
}
