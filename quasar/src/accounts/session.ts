import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { access, type Ending, type Grant, type User } from '@/api/access'
import { http, renewAccess } from '@/api/http'
import { type Problem, toProblem } from '@/api/problem'
import type { components } from '@/api/rest'

export type Credentials = components['schemas']['SignInRequest']

/** Who is signed in. The refresh cookie outlives the page; everything here does not. */
export const useSession = defineStore('session', () => {
  const user = shallowRef<User>()
  const unreachable = ref(false)
  /** Why the last session of this page is over. */
  const ending = ref<Ending>()
  /** The first proof was given; with this and a code the session begins. */
  const challenge = ref<string>()
  let restored: Promise<void> | undefined

  access.onGrant((grant) => {
    user.value = grant.user
    unreachable.value = false
    ending.value = undefined
    challenge.value = undefined
  })
  access.onEnd((reason) => {
    user.value = undefined
    ending.value = reason
  })

  /** Asks once whether the cookie of an earlier visit still holds. */
  function restore(): Promise<void> {
    restored ??= renewAccess().then(
      () => undefined,
      async (error: unknown) => {
        const problem = await toProblem(error)
        unreachable.value = !problem.denied
        if (problem.code === 'session_replayed') access.end('replayed')
      },
    )
    return restored
  }

  /** One proof of who somebody is. Leaves a `challenge` behind where another one is asked for. */
  async function enter(path: string, proof: object): Promise<void> {
    try {
      access.grant((await http.post<Grant>(path, proof)).data)
    } catch (error) {
      if (!isChallenged(await toProblem(error))) throw error
    }
  }

  const signIn = (credentials: Credentials) => enter('/api/session/', credentials)

  const sendCode = (code: string) =>
    enter('/api/session/second-factor/', { challenge: challenge.value, code })

  /** Whether the problem is that a second factor is asked for; then it can be given. */
  function isChallenged({ code, details }: Problem): boolean {
    if (code !== 'second_factor_required') return false
    challenge.value = details?.challenge
    return true
  }

  function startOver() {
    challenge.value = undefined
  }

  /** What is known of the user, afresh after a change. */
  async function reload() {
    user.value = (await http.get<User>('/api/users/me/')).data
  }

  async function signOut() {
    await http.delete('/api/session/')
    access.end('signed-out')
  }

  const signedIn = computed(() => user.value !== undefined)
  return {
    user,
    signedIn,
    unreachable,
    ending,
    challenge,
    restore,
    enter,
    signIn,
    sendCode,
    isChallenged,
    startOver,
    reload,
    signOut,
  }
})
