import { useCursorList } from '@/api/useCursorList'
import { fetchTransactions } from '../api'

/** The transactions of a statement, newest first. */
export function useTransactionList(statement: string) {
  return useCursorList((cursor) => fetchTransactions(cursor, { statement }))
}
