import type { components } from './rest'

export type User = components['schemas']['User']
export type Grant = components['schemas']['Session']
/** "replayed": somebody used an old copy; "replaced": somebody else signed in, in another tab. */
export type Ending = 'signed-out' | 'expired' | 'replayed' | 'replaced'

type Word = { granted: Grant; attempt?: string | undefined } | { ended: Ending }

// In memory only: what a script could read from storage, a stolen script would take along.
let current: Grant | null = null
const onGrant = new Set<(grant: Grant, attempt?: string) => void>()
const onEnd = new Set<(ending: Ending) => void>()
const tabs =
  'BroadcastChannel' in globalThis && !import.meta.env.QUASAR_SERVER
    ? new BroadcastChannel('session')
    : undefined

tabs?.addEventListener('message', ({ data }: MessageEvent<Word>) => {
  if ('granted' in data) take(data.granted, data.attempt)
  else finish(data.ended)
})

/**
 * The access token, and who wants to hear when one is granted or the session ends. The tabs of a
 * browser share the session, so each hears of both from the others.
 */
export const access = {
  get token() {
    return current?.access ?? null
  },
  get grantedNow() {
    return current
  },
  /** `attempt` names the renewal that brought it; a sign-in has none. */
  grant(grant: Grant, attempt?: string) {
    take(grant, attempt)
    tabs?.postMessage({ granted: grant, attempt } satisfies Word)
  },
  end(ending: Ending) {
    finish(ending)
    tabs?.postMessage({ ended: ending } satisfies Word)
  },
  /** Each gives back how to stop listening. */
  onGrant: (listener: (grant: Grant, attempt?: string) => void) => listen(onGrant, listener),
  onEnd: (listener: (ending: Ending) => void) => listen(onEnd, listener),
}

function take(grant: Grant, attempt?: string) {
  // What is on the screen belongs to the person before.
  if (current && current.user.id !== grant.user.id) finish('replaced')
  current = grant
  onGrant.forEach((listener) => listener(grant, attempt))
}

function finish(ending: Ending) {
  // Of several requests that find the session expired, the first one says so.
  if (ending === 'expired' && !current) return
  current = null
  onEnd.forEach((listener) => listener(ending))
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  // Nobody is signed in on the server, where listeners would only pile up, page after page.
  if (import.meta.env.QUASAR_SERVER) return () => undefined
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
