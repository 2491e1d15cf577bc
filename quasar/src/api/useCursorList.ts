import { is } from 'quasar'
import { computed, ref, shallowRef } from 'vue'
import { useRequestGuard } from './useRequestGuard'
import { type Problem, toProblem } from './problem'

export interface Page<Item> {
  results: Item[]
  next?: string | null
}

/** A cursor-paginated list; `load` starts over, `more` appends a page. */
export function useCursorList<Item>(
  fetchPage: (cursor: string | undefined) => Promise<Page<Item>>,
) {
  const items = shallowRef<Item[]>([])
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  const loaded = ref(false)
  const next = ref<string>()
  const beginRequest = useRequestGuard()

  async function fetchInto(cursor: string | undefined) {
    const isLatest = beginRequest()
    loading.value = true
    try {
      const page = await fetchPage(cursor)
      if (!isLatest()) return
      const found = cursor ? [...items.value, ...page.results] : page.results
      // A page that shows them already is not rendered again.
      if (!is.deepEqual(found, items.value)) items.value = found
      next.value = cursorOf(page.next)
      problem.value = undefined
      loaded.value = true
    } catch (error) {
      const reason = await toProblem(error)
      if (isLatest()) problem.value = reason
    } finally {
      if (isLatest()) loading.value = false
    }
  }

  return {
    items,
    problem,
    loading,
    loaded,
    hasMore: computed(() => next.value !== undefined),
    load: () => fetchInto(undefined),
    more: () => fetchInto(next.value),
  }
}

/** Return the cursor in a URL; the rest may carry the scheme of an internal hop. */
export function cursorOf(link: string | null | undefined): string | undefined {
  if (!link) return undefined
  return new URL(link, window.location.origin).searchParams.get('cursor') ?? undefined
}
