import type { NavigationGuard, RouteLocationRaw, Router } from 'vue-router'
import { useSession } from '@/accounts/session'
import { loadSite } from '@/api/useSite'
import { loadSlice } from '@/i18n/language'
import type { Slice } from '@/i18n/slices'
import { START_PATH } from '@/product'

declare module 'vue-router' {
  interface RouteMeta {
    /** The message key of the page's title. */
    title?: string
    /** "member": signed-in users only; "guest": signed-in users are redirected. */
    audience?: 'member' | 'guest'
    /** The site's setting that opens a page of members to everybody. */
    publicIf?: 'scaling_public'
    /** The slice whose messages the page needs. */
    slice?: Slice
  }
}

/** Redirect by audience, and keep the requested path for after the sign-in. */
export const guard: NavigationGuard = async (to) => {
  const session = useSession()
  await session.restore()
  const { publicIf } = to.meta
  const isPublic = async () => publicIf && (await loadSite())?.[publicIf]
  if (to.meta.audience === 'member' && !session.signedIn && !(await isPublic())) {
    return { name: 'sign-in', query: { next: to.fullPath } }
  }
  if (to.meta.audience === 'guest' && session.signedIn) return pathAfterSignIn(to.query.next)
  return true
}

/** Return whether the server has rendered this page, without a session. */
export function isServerRendered(): boolean {
  return 'serverRendered' in document.body.dataset
}

/** Load the messages of a page together with its code. */
export function installMessages(router: Router) {
  let loading: Promise<void> | undefined
  router.beforeEach(({ meta }) => {
    loading = meta.slice && loadSlice(meta.slice)
    // Awaited below; the guards in between may redirect.
    loading?.catch(() => undefined)
  })
  router.beforeResolve(() => loading)
}

/**
 * Install the guard. A server-rendered page is the same for all users, so it is hydrated as it is,
 * and guarded afterwards.
 */
export function installGuard(router: Router) {
  if (!isServerRendered()) {
    router.beforeEach(guard)
    return
  }
  void router.isReady().then(() => {
    router.beforeEach(guard)
    const { path, query, hash } = router.currentRoute.value
    return router.replace({ path, query, hash, force: true })
  })
}

/** Return a path of this site; other URLs would be an open redirect. */
export function pathAfterSignIn(next: unknown): RouteLocationRaw {
  const admin = adminPath(next)
  if (admin) return { name: 'admin-login', query: { next: admin } }
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : START_PATH
}

/** Return the path if it needs the admin's own session. */
export function adminPath(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(admin|flower)([/?]|$)/.test(next) ? next : undefined
}
