import { computed, onMounted, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { access } from '@/api/access'
import { type Problem, toProblem } from '@/api/problem'
import { useRequestGuard } from '@/api/useRequestGuard'
import { type Category, type CategoryColor, createCategory, fetchCategories } from '../api'

// Every row of a page shows the name of one, so all components share a request. Nothing is loaded
// on the server.
const known = shallowRef<Category[]>()
const byKey = computed(() => new Map(known.value?.map((each) => [each.key, each])))
const problem = shallowRef<Problem>()
const beginRequest = useRequestGuard()
let pending: Promise<void> | undefined
access.onEnd(() => (known.value = undefined))

async function load() {
  const isLatest = beginRequest()
  try {
    const found = await fetchCategories()
    if (!isLatest()) return
    known.value = found
    problem.value = undefined
  } catch (error) {
    const reason = await toProblem(error)
    if (isLatest()) problem.value = reason
  }
}

/** Join a request that is on its way. */
function loadOnce() {
  pending ??= load().finally(() => (pending = undefined))
  return pending
}

/**
 * The default categories and the user's own, with name and color by key. A page reloads them when it
 * is opened; `cached` takes those that another component has loaded.
 */
export function useCategories({ cached = false } = {}) {
  const i18n = useI18n()

  /** Return what the user has named it, else the translated default name or the key. */
  function name(key: string): string {
    const own = byKey.value.get(key)?.name
    if (own) return own
    const message = `statements.categories.${key}`
    return i18n.te(message) ? i18n.t(message) : key
  }

  /** Return its color for a style; soft ink for uncategorized transactions. */
  function color(key: string): string {
    return colorOf(byKey.value.get(key)?.color)
  }

  function find(shown: string): Category | undefined {
    const wanted = shown.toLowerCase()
    return known.value?.find(({ key }) => name(key).toLowerCase() === wanted)
  }

  /** Create a category, and return its key. */
  async function create(shown: string, chosen?: CategoryColor): Promise<string> {
    const key = await createCategory(shown, chosen)
    await load()
    return key
  }

  onMounted(() => {
    if (!cached || !known.value) void loadOnce()
  })
  return {
    categories: computed(() => known.value ?? []),
    loaded: computed(() => known.value !== undefined),
    problem,
    /** Keys of those that are not archived. */
    offered: computed(() =>
      (known.value ?? []).filter(({ archived }) => !archived).map(({ key }) => key),
    ),
    name,
    color,
    find,
    create,
    load,
  }
}

export function colorOf(color: CategoryColor | undefined): string {
  return color ? `var(--category-${color})` : 'var(--ink-soft)'
}
