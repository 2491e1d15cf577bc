import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useLive } from '@/api/live'
import { type Problem, toProblem } from '@/api/problem'
import {
  fetchRecurring,
  fetchSpending,
  type Period,
  type Recurring,
  type Spending,
} from '../spending'

const FIELDS = ['currency', 'first_month', 'last_month', 'step'] as const

/** What was spent in the period that the page's address names. */
export function useSpending() {
  const route = useRoute()
  const router = useRouter()
  const spending = shallowRef<Spending>()
  const recurring = shallowRef<Recurring[]>([])
  const problem = shallowRef<Problem>()
  // An answer to a question asked before the latest one is old news.
  let asked = 0

  const period = computed(() =>
    Object.fromEntries(
      FIELDS.flatMap((field) => {
        const said = route.query[field]
        return typeof said === 'string' && said ? [[field, said]] : []
      }),
    ),
  )

  async function load() {
    const question = ++asked
    try {
      const found = await fetchSpending(period.value)
      const again = found.currency ? await fetchRecurring(found.currency) : []
      if (question !== asked) return
      spending.value = found
      recurring.value = again
      problem.value = undefined
    } catch (error) {
      const reason = await toProblem(error)
      if (question === asked) problem.value = reason
    }
  }

  function choose(changes: Period) {
    return router.replace({ query: { ...route.query, ...changes } })
  }

  // Elsewhere the address is another page's.
  const { name } = route
  watch(
    () => JSON.stringify(period.value),
    () => route.name === name && void load(),
  )
  useLive({
    event({ type }) {
      if (['statement.finished', 'statement.removed', 'spending.changed'].includes(type))
        void load()
    },
    opened() {
      if (spending.value) void load()
    },
  })

  return { spending, recurring, problem, load, choose }
}
