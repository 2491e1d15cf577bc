import { access, type Grant } from './access'
import { randomKey } from './random-key'

const LOCK = 'session'
/** Key of the attempt without a response yet; it grants no access. */
const ATTEMPT = 'session.attempt'
/** Key of the last attempt with a response, made by any tab. */
const ANSWERED = 'session.answered'
/** Time that a grant may take from the requesting tab to this one. */
const GRANT_TIMEOUT_MS = 1_000

/** ANSWERED when the grant of this tab arrived: messages may be slower than the storage. */
let heard: string | null = null
access.onGrant((_, attempt) => (heard = attempt ?? localStorage.getItem(ANSWERED)))

/**
 * Renew the session once for all tabs: one sends the request, waiting tabs take its grant.
 * `request` gets an idempotency key that stays the same until a response arrives, over reloads too:
 * the server accepts the cookie once per key, and treats a reuse with another key as theft.
 */
export async function renewOnce(request: (attempt: string) => Promise<Grant>): Promise<Grant> {
  const { token } = access
  const answered = token ? heard : localStorage.getItem(ANSWERED)
  return oneTabAtATime(async (waited) => {
    // Both the storage entry and the message of the other tab may arrive after its lock.
    if (waited || localStorage.getItem(ANSWERED) !== answered) {
      const grant = await grantAfter(token)
      if (grant) return grant
    }
    return request(currentAttempt())
  })
}

/** End the current attempt after a response, a rejection included. */
export function finishAttempt(granted: boolean) {
  const attempt = localStorage.getItem(ATTEMPT)
  if (granted && attempt) localStorage.setItem(ANSWERED, attempt)
  localStorage.removeItem(ATTEMPT)
}

function currentAttempt(): string {
  const attempt = localStorage.getItem(ATTEMPT) ?? randomKey()
  localStorage.setItem(ATTEMPT, attempt)
  return attempt
}

/** Run in one tab at a time. Web Locks are missing in old browsers and over plain HTTP. */
async function oneTabAtATime<Result>(act: (waited: boolean) => Promise<Result>): Promise<Result> {
  const locks = navigator.locks as LockManager | undefined
  if (!locks) return act(false)
  const first = await locks.request(LOCK, { ifAvailable: true }, async (lock) =>
    lock ? { result: await act(false) } : undefined,
  )
  return first ? first.result : locks.request(LOCK, () => act(true))
}

/** Return the grant of another tab, or undefined if it was rejected or does not arrive in time. */
function grantAfter(token: string | null): Promise<Grant | undefined> {
  return new Promise((resolve) => {
    if (access.token !== token) return resolve(access.currentGrant ?? undefined)
    const late = setTimeout(() => settle(undefined), GRANT_TIMEOUT_MS)
    const stop = access.onGrant((grant) => settle(grant))
    const stopEnd = access.onEnd(() => settle(undefined))
    function settle(grant: Grant | undefined) {
      clearTimeout(late)
      stop()
      stopEnd()
      resolve(grant)
    }
  })
}
