import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { access, type Ending, type Grant, type User } from '@/api/access'
import { http, renewAccess } from '@/api/http'
import { claimResponses, lastUser } from '@/api/offline/fallback'
import { discardOutbox, startOutbox } from '@/api/outbox/waiting'
import { type Problem, toProblem } from '@/api/problem'
import type { components } from '@/api/rest'

export type Credentials = components['schemas']['SignInRequest']

/** The session of this page; only the refresh cookie survives a reload. */
export const useSession = defineStore('session', () => {
  const user = shallowRef<User>()
  const unreachable = ref(false)
  /** Reason for the end of the last session. */
  const ending = ref<Ending>()
  /** Token of a sign-in that still needs a second factor. */
  const challenge = ref<string>()
  let restored: Promise<void> | undefined

  access.onGrant((grant) => {
    user.value = grant.user
    unreachable.value = false
    ending.value = undefined
    challenge.value = undefined
  })
  access.onEnd((reason) => {
    if (user.value?.deletion_due_at) void discardOutbox()
    user.value = undefined
    ending.value = reason
  })

  /** Try once to restore the session from the refresh cookie. */
  function restore(): Promise<void> {
    restored ??= renewAccess().then(
      () => undefined,
      async (error: unknown) => {
        const problem = await toProblem(error)
        unreachable.value = !problem.denied
        if (problem.kind === 'unreachable') await presumeLastUser()
        if (problem.denied) {
          const last = await claimResponses(null)
          if (last?.deletion_due_at) void discardOutbox()
        }
        if (problem.code === 'session_replayed') access.end('replayed')
      },
    )
    return restored
  }

  /** Without a network, show the user of the last visit what this device has cached. */
  async function presumeLastUser() {
    const last = await lastUser()
    if (!last) return
    access.presume(last)
    user.value = last
    unreachable.value = false
    void startOutbox()
  }

  /** Sign in with one factor; sets `challenge` if another one is required. */
  async function authenticate(path: string, factor: object): Promise<void> {
    try {
      access.grant((await http.post<Grant>(path, factor)).data)
    } catch (error) {
      if (!isChallenged(await toProblem(error))) throw error
    }
  }

  const signIn = (credentials: Credentials) => authenticate('/api/session/', credentials)

  const sendCode = (code: string) =>
    authenticate('/api/session/second-factor/', { challenge: challenge.value, code })

  /** Return whether a second factor is required, and keep its challenge. */
  function isChallenged({ code, details }: Problem): boolean {
    if (code !== 'second_factor_required') return false
    challenge.value = details?.challenge
    return true
  }

  function startOver() {
    challenge.value = undefined
  }

  /** Load the user again after a change. */
  async function reload() {
    user.value = (await http.get<User>('/api/users/me/')).data
  }

  async function signOut() {
    await access.signOut(() => http.delete('/api/session/'))
    // On the listeners' list as well, but the page may be closed now.
    await Promise.all([claimResponses(null), discardOutbox()])
  }

  const signedIn = computed(() => user.value !== undefined)
  return {
    user,
    signedIn,
    unreachable,
    ending,
    challenge,
    restore,
    authenticate,
    signIn,
    sendCode,
    isChallenged,
    startOver,
    reload,
    signOut,
  }
})
