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

  const { value, problem, load } = useAsyncData(async () => {
    const spending = await fetchSpending(period.value)
    const recurring = spending.currency ? await fetchRecurring(spending.currency) : []
    return { spending, recurring }
  })
  const spending = computed(() => value.value?.spending)
  const recurring = computed(() => value.value?.recurring ?? [])

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
