import { useCursorList } from '@/api/cursor-list'
import { fetchTransactions } from '../transactions'

/** Transactions, newest first: of one statement, or of all. */
export function useTransactionList(statement?: string) {
  return useCursorList((cursor) => fetchTransactions(cursor, statement))
}
