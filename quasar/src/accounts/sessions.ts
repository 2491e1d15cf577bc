import type { Page } from '@/api/cursor-list'
import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type SignedIn = components['schemas']['OpenSession']
export type SecurityEvent = components['schemas']['SecurityEvent']

export async function fetchSessions(): Promise<SignedIn[]> {
  return (await http.get<SignedIn[]>('/api/sessions/')).data
}

export async function endSession(id: string): Promise<void> {
  await http.delete(`/api/sessions/${encodeURIComponent(id)}/`)
}

/** This one too. */
export async function endEverySession(): Promise<void> {
  await http.delete('/api/sessions/')
}

export async function fetchSecurityEvents(
  cursor: string | undefined,
): Promise<Page<SecurityEvent>> {
  return (await http.get<Page<SecurityEvent>>('/api/security-events/', { params: { cursor } })).data
}
