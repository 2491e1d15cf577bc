import { ref } from 'vue'
import type { Router } from 'vue-router'

/**
 * Path of the page whose code could not be loaded, or null: after a release its files are gone, and
 * without a network they cannot be fetched.
 */
export const unloadedPath = ref<string | null>(null)

/** Note when the code of a page cannot be loaded; without this, a click would do nothing. */
export function watchLoadErrors(router: Router): void {
  const loadErrors = new WeakSet<Error>()
  window.addEventListener('vite:preloadError', ({ payload }) => {
    loadErrors.add(payload)
    unloadedPath.value ??= router.currentRoute.value.fullPath
  })
  router.onError((error: Error, to) => {
    if (loadErrors.has(error)) unloadedPath.value = to.fullPath
  })
  router.afterEach((_to, _from, failure) => {
    if (!failure) unloadedPath.value = null
  })
}
