import type { Archive } from '@/api/live-events'
import { http } from '@/api/http'
import type { components } from '@/api/rest'
import { proven } from './proof'

type Deletion = components['schemas']['Deletion']

export async function fetchArchives(): Promise<Archive[]> {
  return (await http.get<Archive[]>('/api/archives/')).data
}

export async function askForArchive(): Promise<Archive> {
  return (await proven(() => http.post<Archive>('/api/archives/'))).data
}

export async function fetchArchive(id: string): Promise<Archive> {
  return (await http.get<Archive>(`/api/archives/${encodeURIComponent(id)}/`)).data
}

/** Everything will be gone at the moment that is given. */
export async function askForDeletion(): Promise<string> {
  return (await proven(() => http.post<Deletion>('/api/users/me/deletion/'))).data.due_at
}

export async function cancelDeletion(): Promise<void> {
  await http.delete('/api/users/me/deletion/')
}
