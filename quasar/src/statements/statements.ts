import type { AxiosProgressEvent } from 'axios'
import type { Page } from '@/api/cursor-list'
import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type Statement = components['schemas']['Statement']
export type StatementDetail = components['schemas']['StatementDetail']
export type StatementStatus = Statement['status']
export type RefusedRow = StatementDetail['errors'][number]
export type Question = components['schemas']['Question']
/** What somebody says about a file, by the names of the API; columns as their numbers. */
export type Answers = Record<string, string>
export type Correction = Pick<
  components['schemas']['CorrectionRequest'],
  'date' | 'description' | 'amount'
>

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

/** Reads the file once more, as somebody has said. */
export async function chooseReading(id: string, answers: Answers): Promise<StatementDetail> {
  const address = `/api/statements/${encodeURIComponent(id)}/choose/`
  return (await http.post<StatementDetail>(address, answers)).data
}

/** More of the rows that were refused than the statement itself tells. */
export async function fetchRefused(
  id: string,
  cursor: string | undefined,
): Promise<Page<RefusedRow>> {
  const address = `/api/statements/${encodeURIComponent(id)}/refused/`
  return (await http.get<Page<RefusedRow>>(address, { params: { cursor, page_size: 500 } })).data
}

/** Imports a refused row as it is said to read. */
export async function correctRow(
  id: string,
  line: number,
  correction: Correction,
): Promise<StatementDetail> {
  const address = `/api/statements/${encodeURIComponent(id)}/refused/${line}/correct/`
  return (await http.post<StatementDetail>(address, correction)).data
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
