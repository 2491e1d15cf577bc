import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useCursorList } from '@/api/cursor-list'
import { useLatest } from '@/api/latest'
import { useLive } from '@/api/live'
import { toProblem } from '@/api/problem'
import { filterOf, queryOf, type TransactionFilter } from '../filter'
import { fetchTotals, fetchTransactions, type Sort, sortOf, type Total } from '../transactions'

const ROWS_AT_ONCE = 100

/** The transactions that the page's address asks for, and what they add up to. */
export function useTransactions() {
  const route = useRoute()
  const router = useRouter()
  const filter = computed(() => filterOf(route.query))
  const sort = computed(() => sortOf(route.query.sort))
  const totals = shallowRef<Total[]>([])
  const ask = useLatest()
  /** Something has changed, and to read the list afresh would take the reader back to its top. */
  const stale = ref(false)

  const list = useCursorList((cursor) =>
    fetchTransactions(cursor, filter.value, { sort: sort.value, size: ROWS_AT_ONCE }),
  )
  const count = computed(() => totals.value.reduce((sum, total) => sum + total.count, 0))

  async function loadTotals() {
    const isLatest = ask()
    try {
      const found = await fetchTotals(filter.value)
      if (isLatest()) totals.value = found
    } catch (error) {
      // The list is asked the same, and says why.
      await toProblem(error)
    }
  }

  async function load() {
    stale.value = false
    await Promise.all([list.load(), loadTotals()])
  }

  function change(changes: TransactionFilter & { sort?: Sort }) {
    const { sort: by = sort.value, ...fields } = changes
    return router.replace({ query: { ...queryOf({ ...filter.value, ...fields }), sort: by } })
  }

  function clear() {
    return router.replace({ query: { sort: sort.value } })
  }

  /** What has just been said of these rows, where the reader is. */
  function recategorised(ids: Set<number> | 'all', category: string) {
    const { category: asked } = filter.value
    list.items.value = list.items.value
      .map((row) => (ids === 'all' || ids.has(row.id) ? { ...row, category } : row))
      .filter((row) => asked === undefined || row.category === asked)
    return loadTotals()
  }

  /** Elsewhere, or by an import. */
  function changedElsewhere() {
    if (list.items.value.length > ROWS_AT_ONCE) stale.value = true
    else void load()
  }

  // Elsewhere the address is another page's.
  const { name } = route
  watch([() => JSON.stringify(filter.value), sort], () => route.name === name && void load())
  useLive({
    event({ type }) {
      if (type === 'statement.finished' || type === 'statement.removed') changedElsewhere()
      if (type === 'spending.changed' && list.items.value.length <= ROWS_AT_ONCE) void load()
    },
    opened() {
      if (list.loaded.value) changedElsewhere()
    },
  })

  return { ...list, filter, sort, totals, count, stale, load, change, clear, recategorised }
}
