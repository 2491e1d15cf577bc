import type { Page } from '@/api/cursor-list'
import { http } from '@/api/http'
import type { components } from '@/api/rest'
import { filterBody, type TransactionFilter } from './filter'

export type Transaction = components['schemas']['Transaction']
export type Total = components['schemas']['Total']
export type Categorised = components['schemas']['Categorised']
export type Proposal = components['schemas']['Proposal']

export const SORTS = ['date', 'amount', 'merchant', 'category'] as const
export type SortColumn = (typeof SORTS)[number]
/** A column, with a minus where the largest comes first. */
export type Sort = SortColumn | `-${SortColumn}`

/** As the address of the page says it; the newest first where it says nothing known. */
export function sortOf(said: unknown): Sort {
  const column = String(said).replace(/^-/, '')
  return SORTS.some((known) => known === column) ? (said as Sort) : '-date'
}

export const EXPORTS = {
  csv: '/api/transactions/export/',
  jsonl: '/api/transactions/export-json-lines/',
} as const
export type ExportKind = keyof typeof EXPORTS

/** Rows that one request may name. */
const IDS_AT_ONCE = 1_000

export async function fetchTransactions(
  cursor: string | undefined,
  filter: TransactionFilter = {},
  { sort, size }: { sort?: Sort; size?: number } = {},
): Promise<Page<Transaction>> {
  const { data } = await http.get<Page<Transaction>>('/api/transactions/', {
    params: { ...filter, cursor, sort, page_size: size },
  })
  return data
}

export async function fetchTotals(filter: TransactionFilter): Promise<Total[]> {
  return (await http.get<Total[]>('/api/transactions/totals/', { params: filter })).data
}

/** Says what the rows with these ids are for, or all that the filter finds. */
export async function categorise(
  category: string,
  chosen: number[] | TransactionFilter,
): Promise<Categorised> {
  if (!Array.isArray(chosen)) return await send({ category, filter: filterBody(chosen) })
  let changed = 0
  let proposal: Proposal | null = null
  for (let start = 0; start < chosen.length; start += IDS_AT_ONCE) {
    const answer = await send({ category, ids: chosen.slice(start, start + IDS_AT_ONCE) })
    changed += answer.changed
    proposal = chosen.length > IDS_AT_ONCE ? null : answer.proposal
  }
  return { changed, proposal }
}

async function send(body: object): Promise<Categorised> {
  return (await http.post<Categorised>('/api/transactions/categorise/', body)).data
}

/** A file of what the filter finds, and the name that the server gives it. */
export async function exportTransactions(
  kind: ExportKind,
  filter: TransactionFilter,
): Promise<{ name: string; content: Blob }> {
  const { data, headers } = await http.get<Blob>(EXPORTS[kind], {
    params: filter,
    responseType: 'blob',
    timeout: 0,
  })
  const disposition = String(headers['content-disposition'] ?? '')
  const name = /filename="?([^";]+)"?/.exec(disposition)?.[1]
  return { name: name ?? `transactions.${kind}`, content: data }
}
