import type { ShallowRef } from 'vue'
import type { Spending } from '../api'
import type { TransactionFilter } from '../filter'
import { endOf } from '../spending'

/** Routes to the transactions behind the figures of the spending page. */
export function useTransactionRoutes(spending: Readonly<ShallowRef<Spending | undefined>>) {
  /** Return the route to the transactions behind a figure. */
  function transactions(of: TransactionFilter) {
    const { currency, first_month, last_month } = spending.value!
    const whole = {
      currency,
      date_from: `${first_month}-01`,
      date_to: endOf(`${last_month}-01`, 'month'),
    }
    return { name: 'transactions', query: { ...whole, ...of } }
  }

  function ofStep(start?: string, category?: string) {
    return transactions({
      ...(start && { date_from: start, date_to: endOf(start, spending.value!.step) }),
      ...(category !== undefined && { category }),
    })
  }

  /** Payments to the accounts, or all transactions of the month. */
  function ofFlow(month: string, direction: 'in' | 'out') {
    const [account, ...others] = spending.value!.cash_flow!.accounts
    const start = `${month}-01`
    return transactions({
      date_from: start,
      date_to: endOf(start, 'month'),
      ...(direction === 'in' && { kind: 'payment' }),
      ...(direction === 'in' && account && !others.length && { card: account }),
    })
  }

  return { transactions, ofStep, ofFlow }
}
