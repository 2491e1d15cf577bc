import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useLiveEvents } from '@/api/useLiveEvents'
import { useAsyncData } from '@/api/useAsyncData'
import { fetchRecurring, fetchSpending, type Period } from '../api'

const FIELDS = ['currency', 'first_month', 'last_month', 'step'] as const

/** Spending in the period of the page's URL. */
export function useSpending() {
  const route = useRoute()
  const router = useRouter()
  const period = computed(() =>
    Object.fromEntries(
      FIELDS.flatMap((field) => {
        const said = route.query[field]
        return typeof said === 'string' && said ? [[field, said]] : []
      }),
    ),
  )

  const {
    value: spending,
    problem: spendingProblem,
    load: loadSpending,
  } = useAsyncData(() => fetchSpending(period.value))
  const {
    value: charges,
    problem: chargesProblem,
    load: loadCharges,
  } = useAsyncData(async () => {
    const { currency } = spending.value!
    return { currency, found: await fetchRecurring(currency) }
  })
  const problem = computed(() => spendingProblem.value ?? chargesProblem.value)
  const recurring = computed(() => {
    const { currency, found } = { ...charges.value }
    return currency === spending.value?.currency ? (found ?? []) : []
  })

  /** Load the spending, which is shown at once, and then the recurring charges in its currency. */
  async function load() {
    await loadSpending()
    if (spending.value?.currency) await loadCharges()
  }

  function choose(changes: Period) {
    return router.replace({ query: { ...route.query, ...changes } })
  }

  // On other routes the query belongs to another page.
  const { name } = route
  watch(
    () => JSON.stringify(period.value),
    () => route.name === name && void load(),
  )
  useLiveEvents({
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
