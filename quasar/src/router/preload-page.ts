import type { RouteMeta, Router } from 'vue-router'

/**
 * Begin to load the code of the first page, for which the router would wait until
 * the language is loaded and the session is restored. Return the page's meta.
 */
export function preloadPage(router: Router, path: string): RouteMeta {
  const { matched, meta } = router.resolve(path)
  for (const { components } of matched) {
    for (const component of Object.values(components ?? {})) {
      // The router loads it again if this failed, and reports that.
      if (typeof component === 'function') void load(component as () => unknown)
    }
  }
  return meta
}

async function load(component: () => unknown): Promise<void> {
  try {
    await component()
  } catch {
    // See above.
  }
}
