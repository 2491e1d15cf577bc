import { flushPromises } from '@vue/test-utils'
import { open } from './mount'
import { serve } from './server'
import { FakeSocket } from './socket'
import { category, transaction } from './statements'
import TransactionsPage from '@/statements/pages/TransactionsPage.vue'
// Loaded on demand, which takes longer than a test waits on a busy machine.
import '@/ui/ShortcutsDialog.vue'
import '@/statements/components/transactions/CategoryDialog.vue'
import '@/statements/components/transactions/FilterCriteria.vue'
import '@/statements/components/transactions/TransactionDialog.vue'

export const LIST = 'GET /api/transactions/'
export const page = (results: object[], next: string | null = null) => ({
  results,
  next,
  previous: null,
})
export const coffee = transaction()
export const book = transaction({
  id: 2,
  merchant: 'Lantern Books',
  description: 'LANTERN BOOKS',
  category: '',
  amount: '12.00',
})
const answers = {
  [LIST]: [200, page([coffee, book])],
  'GET /api/transactions/totals/': [200, [{ currency: 'USD', count: 2, spend: '16.75' }]],
  'GET /api/categories/': [
    200,
    ['groceries', 'eating_out', 'shopping', 'Dog'].map((key) => category({ key })),
  ],
  'POST /api/socket-tickets/': [201, { ticket: 'abc', expires_in: 30 }],
} satisfies Parameters<typeof serve>[0]

/** Show the page with two transactions, or what the server responds with instead. */
export async function showTransactions(changes: Parameters<typeof serve>[0] = {}, query = {}) {
  const server = serve({ ...answers, ...changes })
  const { router } = await open(TransactionsPage, { query })
  return { server, router, socket: FakeSocket.opened.at(-1)! }
}

/** Tick the checkbox whose label begins so. */
export async function tick(label: string) {
  document.querySelector<HTMLElement>(`[role=checkbox][aria-label^="${label}"]`)!.click()
  await flushPromises()
}
