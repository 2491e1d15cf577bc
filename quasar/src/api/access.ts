import type { components } from './rest'

export type User = components['schemas']['User']
export type Grant = components['schemas']['Session']
/** "replayed": an old copy was used; "replaced": another user signed in in another tab. */
export type Ending = 'signed-out' | 'expired' | 'replayed' | 'replaced'

type TabMessage = { granted: Grant; attempt?: string | undefined } | { ended: Ending }

// In memory only: an injected script could read it from any storage.
let current: Grant | null = null
/** The user of the last visit, while there is no network to renew the session. */
let presumed: User | null = null
let signingOut = false
const onGrant = new Set<(grant: Grant, attempt?: string) => void>()
const onEnd = new Set<(ending: Ending) => void>()
const tabs =
  'BroadcastChannel' in globalThis && !import.meta.env.QUASAR_SERVER
    ? new BroadcastChannel('session')
    : undefined

tabs?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
  if ('granted' in data) take(data.granted, data.attempt)
  else finish(data.ended)
})

/**
 * The access token, with listeners for grants and the end of the session. The tabs of a browser
 * share the session, so both are broadcast to the other tabs.
 */
export const access = {
  get token() {
    return current?.access ?? null
  },
  get currentGrant() {
    return current
  },
  /** Id of the user, or 0 for a visitor. */
  get userId() {
    return (current?.user ?? presumed)?.id ?? 0
  },
  /** True while the session could not be renewed for want of a network. */
  get isPresumed() {
    return presumed !== null
  },
  /** Show this user the cached pages until the session is renewed. */
  presume(user: User) {
    presumed = user
  },
  /** `attempt` is the key of the renewal; a sign-in has none. */
  grant(grant: Grant, attempt?: string) {
    take(grant, attempt)
    tabs?.postMessage({ granted: grant, attempt } satisfies TabMessage)
  },
  /** True while this tab's user signs out: a 401 is then no reason to renew the token. */
  get signingOut() {
    return signingOut
  },
  /** Run the request that ends the session at its user's wish. */
  async signOut(request: () => Promise<unknown>) {
    signingOut = true
    try {
      await request()
      access.end('signed-out')
    } finally {
      signingOut = false
    }
  },
  end(ending: Ending) {
    finish(ending)
    tabs?.postMessage({ ended: ending } satisfies TabMessage)
  },
  /** Both return a function that removes the listener. */
  onGrant: (listener: (grant: Grant, attempt?: string) => void) => listen(onGrant, listener),
  onEnd: (listener: (ending: Ending) => void) => listen(onEnd, listener),
}

function take(grant: Grant, attempt?: string) {
  // The screen shows the data of the previous user.
  const before = current?.user ?? presumed
  if (before && before.id !== grant.user.id) finish('replaced')
  current = grant
  presumed = null
  onGrant.forEach((listener) => listener(grant, attempt))
}

function finish(ending: Ending) {
  // Only the first of several requests that find the session expired reports it.
  if (ending === 'expired' && !current && !presumed) return
  current = null
  presumed = null
  onEnd.forEach((listener) => listener(ending))
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  // On the server there are no sessions, and listeners would leak with every page.
  if (import.meta.env.QUASAR_SERVER) return () => undefined
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
