import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** How the spending over time is shown, kept in the page's URL so that Back returns to it. */
export function useChartView() {
  const route = useRoute()
  const router = useRouter()

  function flag(name: string, value: string) {
    return computed({
      get: () => route.query[name] === value,
      set: (on: boolean) =>
        void router.replace({ query: { ...route.query, [name]: on ? value : undefined } }),
    })
  }

  return {
    byCategory: flag('split', 'category'),
    compare: flag('compare', 'year'),
    asTable: flag('view', 'table'),
  }
}
