import type { NavigationGuard, RouteLocationRaw, Router } from 'vue-router'
import { useSession } from '@/accounts/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** The message key of the page's title. */
    title?: string
    /** "member": signed in only; "guest": those who are signed in have nothing to do here. */
    audience?: 'member' | 'guest'
  }
}

/** Leads everybody to where they may be, and remembers where they wanted to go. */
export const guard: NavigationGuard = async (to) => {
  const session = useSession()
  await session.restore()
  if (to.meta.audience === 'member' && !session.signedIn) {
    return { name: 'sign-in', query: { next: to.fullPath } }
  }
  if (to.meta.audience === 'guest' && session.signedIn) return afterSignIn(to.query.next)
  return true
}

/**
 * Has everybody led from here on. What a server rendered is the same for everybody: that page comes
 * alive as it is, and only then it is asked who looks at it.
 */
export function admit(router: Router) {
  if (!('serverRendered' in document.body.dataset)) {
    router.beforeEach(guard)
    return
  }
  void router.isReady().then(() => {
    router.beforeEach(guard)
    const { path, query, hash } = router.currentRoute.value
    return router.replace({ path, query, hash, force: true })
  })
}

/** Only a path of this site: an address from elsewhere must not lure anybody away. */
export function afterSignIn(next: unknown): RouteLocationRaw {
  const admin = adminPath(next)
  if (admin) return { name: 'admin-door', query: { next: admin } }
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/spending'
}

/** A page that the admin's own session opens, if it is one. */
export function adminPath(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(admin|flower)([/?]|$)/.test(next) ? next : undefined
}
