import type { AxiosProgressEvent } from 'axios'
import type { Page } from '@/api/cursor-list'
import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type Statement = components['schemas']['Statement']
export type StatementDetail = components['schemas']['StatementDetail']
export type StatementStatus = Statement['status']

export function inFlight({ status }: Pick<Statement, 'status'>): boolean {
  return status === 'queued' || status === 'processing'
}

export async function fetchStatements(cursor: string | undefined): Promise<Page<Statement>> {
  return (await http.get<Page<Statement>>('/api/statements/', { params: { cursor } })).data
}

export async function fetchStatement(id: string): Promise<StatementDetail> {
  return (await http.get<StatementDetail>(`/api/statements/${encodeURIComponent(id)}/`)).data
}

/** Where the file as it was uploaded can be downloaded from, for minutes. */
export async function originalAddress(id: string): Promise<string> {
  const { data } = await http.get<{ url: string }>(
    `/api/statements/${encodeURIComponent(id)}/file/`,
  )
  return data.url
}

export async function deleteStatement(id: string): Promise<void> {
  await http.delete(`/api/statements/${encodeURIComponent(id)}/`)
}

export async function uploadStatement(
  file: File,
  progress: (fraction: number) => void,
): Promise<Statement> {
  const form = new FormData()
  form.append('file', file)
  const { data } = await http.post<Statement>('/api/statements/', form, {
    // A large file over a slow line takes what it takes.
    timeout: 0,
    onUploadProgress: ({ progress: fraction }: AxiosProgressEvent) => progress(fraction ?? 0),
  })
  return data
}
