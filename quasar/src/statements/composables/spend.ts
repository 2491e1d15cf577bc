import { computed, ref, shallowRef } from 'vue'
import { type Problem, toProblem } from '@/api/problem'
import { byCurrency, fetchSpend, type MonthlySpend } from '../spend'

export function useSpend() {
  const spend = shallowRef<MonthlySpend[]>([])
  const problem = shallowRef<Problem>()
  const loaded = ref(false)

  async function load() {
    try {
      spend.value = await fetchSpend()
      problem.value = undefined
      loaded.value = true
    } catch (error) {
      problem.value = await toProblem(error)
    }
  }

  return { currencies: computed(() => byCurrency(spend.value)), problem, loaded, load }
}
