import { onMounted, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * Return the named parameters in the fragment of an emailed link, or undefined if one is missing.
 * Browsers never send fragments; this one is also removed from the address bar and the history.
 */
export function useEmailLink<Part extends string>(...parts: Part[]) {
  const route = useRoute()
  const router = useRouter()
  const fragment = new URLSearchParams(route.hash.slice(1))
  const carried = parts.map((part) => [part, fragment.get(part)])

  onMounted(() => {
    if (route.hash) void router.replace({ path: route.path, query: route.query, hash: '' })
  })
  // Browsers do not reload for a changed fragment, such as another link opened on this page.
  watch(
    () => route.hash,
    (hash) => {
      if (hash) window.location.reload()
    },
  )

  return carried.every(([, value]) => value)
    ? (Object.fromEntries(carried) as Record<Part, string>)
    : undefined
}
