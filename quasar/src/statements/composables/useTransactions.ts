import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useCursorList } from '@/api/useCursorList'
import { useRequestGuard } from '@/api/useRequestGuard'
import { useLiveEvents } from '@/api/useLiveEvents'
import { toProblem } from '@/api/problem'
import { filterOf, queryOf, type Sort, sortOf, type TransactionFilter } from '../filter'
import { fetchTotals, fetchTransactions, type Total, type Transaction } from '../api'

const PAGE_SIZE = 100

/** Transactions and totals for the filter in the page's URL. */
export function useTransactions() {
  const route = useRoute()
  const router = useRouter()
  const filter = computed(() => filterOf(route.query))
  const sort = computed(() => sortOf(route.query.sort))
  const totals = shallowRef<Total[]>([])
  const beginRequest = useRequestGuard()
  /** The list has changed, but reloading it would scroll back to the top. */
  const stale = ref(false)

  const list = useCursorList((cursor) =>
    fetchTransactions(cursor, filter.value, { sort: sort.value, size: PAGE_SIZE }),
  )
  const count = computed(() => totals.value.reduce((sum, total) => sum + total.count, 0))

  async function loadTotals() {
    const isLatest = beginRequest()
    try {
      const found = await fetchTotals(filter.value)
      if (isLatest()) totals.value = found
    } catch (error) {
      // The list, with the same filter, shows the problem.
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

  /** Apply a new category to these rows without a reload. */
  function recategorised(ids: Set<number> | 'all', category: string) {
    const { category: asked } = filter.value
    list.items.value = list.items.value
      .map((row) => (ids === 'all' || ids.has(row.id) ? { ...row, category } : row))
      .filter((row) => asked === undefined || row.category === asked)
    return loadTotals()
  }

  /** Show a transaction that was edited in place; a new one where it is sorted. */
  function saved(row: Transaction) {
    if (!list.items.value.some(({ id }) => id === row.id)) return load()
    list.items.value = list.items.value.map((each) => (each.id === row.id ? row : each))
    return loadTotals()
  }

  /** After a change in another tab or by an import. */
  function changedElsewhere() {
    if (list.items.value.length > PAGE_SIZE) stale.value = true
    else void load()
  }

  // On other routes the query belongs to another page.
  const { name } = route
  watch([() => JSON.stringify(filter.value), sort], () => route.name === name && void load())
  useLiveEvents({
    event({ type }) {
      if (type === 'statement.finished' || type === 'statement.removed') changedElsewhere()
      if (type === 'spending.changed' && list.items.value.length <= PAGE_SIZE) void load()
    },
    opened() {
      if (list.loaded.value) changedElsewhere()
    },
  })

  return { ...list, filter, sort, totals, count, stale, load, change, clear, saved, recategorised }
}
