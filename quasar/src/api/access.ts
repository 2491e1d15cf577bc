import type { components } from './rest'

export type Grant = components['schemas']['Session']
export type User = Grant['user']
export type Ending = 'signed-out' | 'expired'

// In memory only: what a script could read from storage, a stolen script would take along.
let token: string | null = null
const onGrant = new Set<(grant: Grant) => void>()
const onEnd = new Set<(ending: Ending) => void>()

/** The access token, and who wants to hear when one is granted or the session ends. */
export const access = {
  get token() {
    return token
  },
  grant(grant: Grant) {
    token = grant.access
    onGrant.forEach((listener) => listener(grant))
  },
  end(ending: Ending) {
    token = null
    onEnd.forEach((listener) => listener(ending))
  },
  onGrant: (listener: (grant: Grant) => void) => void onGrant.add(listener),
  onEnd: (listener: (ending: Ending) => void) => void onEnd.add(listener),
}
