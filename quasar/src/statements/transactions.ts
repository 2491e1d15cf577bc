import type { Page } from '@/api/cursor-list'
import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type Transaction = components['schemas']['Transaction']

export async function fetchTransactions(
  cursor: string | undefined,
  statement?: string,
): Promise<Page<Transaction>> {
  const { data } = await http.get<Page<Transaction>>('/api/transactions/', {
    params: { cursor, statement },
  })
  return data
}

/** The consolidated CSV and the name that the server gives it. */
export async function exportTransactions(): Promise<{ name: string; content: Blob }> {
  const { data, headers } = await http.get<Blob>('/api/transactions/export/', {
    responseType: 'blob',
    timeout: 0,
  })
  const disposition = String(headers['content-disposition'] ?? '')
  const name = /filename="?([^";]+)"?/.exec(disposition)?.[1]
  return { name: name ?? 'transactions.csv', content: data }
}
