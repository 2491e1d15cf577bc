import { computed, ref, shallowRef } from 'vue'
import { useLatest } from './latest'
import { type Problem, toProblem } from './problem'

export interface Page<Item> {
  results: Item[]
  next?: string | null
}

/** A list that grows page by page; `load` starts over, `more` continues. */
export function useCursorList<Item>(
  fetchPage: (cursor: string | undefined) => Promise<Page<Item>>,
) {
  const items = shallowRef<Item[]>([])
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  const loaded = ref(false)
  const next = ref<string>()
  const ask = useLatest()

  async function fetchInto(cursor: string | undefined) {
    const isLatest = ask()
    loading.value = true
    try {
      const page = await fetchPage(cursor)
      if (!isLatest()) return
      items.value = cursor ? [...items.value, ...page.results] : page.results
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

/** Only the cursor counts: the address around it may carry the scheme of an inner hop. */
function cursorOf(link: string | null | undefined): string | undefined {
  if (!link) return undefined
  return new URL(link, window.location.origin).searchParams.get('cursor') ?? undefined
}
