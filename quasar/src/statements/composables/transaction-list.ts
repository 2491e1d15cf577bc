import { useCursorList } from '@/api/cursor-list'
import { fetchTransactions } from '../transactions'

/** The transactions of a statement, newest first. */
export function useTransactionList(statement: string) {
  return useCursorList((cursor) => fetchTransactions(cursor, { statement }))
}
