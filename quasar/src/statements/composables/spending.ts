import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useLive } from '@/api/live'
import { useLoaded } from '@/api/loaded'
import { fetchRecurring, fetchSpending, type Period } from '../spending'

const FIELDS = ['currency', 'first_month', 'last_month', 'step'] as const

/** What was spent in the period that the page's address names. */
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

  const { value, problem, load } = useLoaded(async () => {
    const spending = await fetchSpending(period.value)
    const recurring = spending.currency ? await fetchRecurring(spending.currency) : []
    return { spending, recurring }
  })
  const spending = computed(() => value.value?.spending)
  const recurring = computed(() => value.value?.recurring ?? [])

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
