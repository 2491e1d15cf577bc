import { access, type Grant } from './access'

const LOCK = 'session'
/** Names the attempt that has no answer yet; it opens nothing. */
const ATTEMPT = 'session.attempt'
/** Names the attempt that was answered last, whichever tab made it. */
const ANSWERED = 'session.answered'
/** How long a grant may take from the tab that asked for it to this one, in milliseconds. */
const PATIENCE = 1_000

/** The attempt that was answered last when the grant of this tab came: its word may be slower here
 * than its mark in the storage. */
let heard: string | null = null
access.onGrant((_, attempt) => (heard = attempt ?? localStorage.getItem(ANSWERED)))

/**
 * Renews the session once for all tabs: one asks, those that waited for it take its grant. `ask`
 * gets a key that is the same until an answer has come, over reloads too: the server spends the
 * cookie once an attempt, and whoever shows a spent cookie with another key is taken for a thief.
 */
export async function renewOnce(ask: (attempt: string) => Promise<Grant>): Promise<Grant> {
  const { token } = access
  const answered = token ? heard : localStorage.getItem(ANSWERED)
  return oneTabAtATime(async (waited) => {
    // What the other tab wrote and said may both come after its lock.
    if (waited || localStorage.getItem(ANSWERED) !== answered) {
      const grant = await grantAfter(token)
      if (grant) return grant
    }
    return ask(currentAttempt())
  })
}

/** An answer to the current attempt has come, a refusal included. */
export function attemptAnswered(granted: boolean) {
  const attempt = localStorage.getItem(ATTEMPT)
  if (granted && attempt) localStorage.setItem(ANSWERED, attempt)
  localStorage.removeItem(ATTEMPT)
}

function currentAttempt(): string {
  const attempt = localStorage.getItem(ATTEMPT) ?? randomKey()
  localStorage.setItem(ATTEMPT, attempt)
  return attempt
}

function randomKey(): string {
  // crypto.randomUUID is missing where the page came over plain http.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

/** Browsers without locks, and pages over plain http, have one tab's worth of luck. */
async function oneTabAtATime<Result>(act: (waited: boolean) => Promise<Result>): Promise<Result> {
  const locks = navigator.locks as LockManager | undefined
  if (!locks) return act(false)
  const first = await locks.request(LOCK, { ifAvailable: true }, async (lock) =>
    lock ? { result: await act(false) } : undefined,
  )
  return first ? first.result : locks.request(LOCK, () => act(true))
}

/** The grant that another tab passes on; nothing where it was refused, or where none comes in time. */
function grantAfter(token: string | null): Promise<Grant | undefined> {
  return new Promise((resolve) => {
    if (access.token !== token) return resolve(access.grantedNow ?? undefined)
    const late = setTimeout(() => settle(undefined), PATIENCE)
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
