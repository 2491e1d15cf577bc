import { shallowRef } from 'vue'
import { useRequestGuard } from '@/api/useRequestGuard'
import { type Problem, toProblem } from '@/api/problem'
import { type BankAccount, fetchBankAccounts } from '../api'

/** The user's cards and bank accounts. */
export function useBankAccounts() {
  const accounts = shallowRef<BankAccount[]>()
  const problem = shallowRef<Problem>()
  const beginRequest = useRequestGuard()

  async function load() {
    const isLatest = beginRequest()
    try {
      const found = await fetchBankAccounts()
      if (!isLatest()) return
      accounts.value = found
      problem.value = undefined
    } catch (error) {
      const reason = await toProblem(error)
      if (isLatest()) problem.value = reason
    }
  }

  function accountName(id: number | string | null): string | undefined {
    return accounts.value?.find((account) => String(account.id) === String(id))?.name
  }

  return { accounts, problem, load, accountName }
}
