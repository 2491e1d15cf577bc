import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { access, type Grant, type User } from '@/api/access'
import { http, renewAccess } from '@/api/http'
import { toProblem } from '@/api/problem'
import type { components } from '@/api/rest'

export type Credentials = components['schemas']['SignInRequest']
export type Registration = components['schemas']['SignUpRequest']

/** Who is signed in. The refresh cookie outlives the page; everything here does not. */
export const useSession = defineStore('session', () => {
  const user = shallowRef<User>()
  const unreachable = ref(false)
  let restored: Promise<void> | undefined

  access.onGrant((grant) => {
    user.value = grant.user
    unreachable.value = false
  })
  access.onEnd(() => (user.value = undefined))

  /** Asks once whether the cookie of an earlier visit still holds. */
  function restore(): Promise<void> {
    restored ??= renewAccess().then(
      () => undefined,
      async (error: unknown) => {
        unreachable.value = !(await toProblem(error)).denied
      },
    )
    return restored
  }

  async function signIn(credentials: Credentials) {
    const { data } = await http.post<Grant>('/api/session/', credentials)
    access.grant(data)
  }

  async function signUp(registration: Registration) {
    await http.post('/api/users/', registration)
    await signIn({ email: registration.email, password: registration.password })
  }

  async function signOut() {
    await http.delete('/api/session/')
    access.end('signed-out')
  }

  const signedIn = computed(() => user.value !== undefined)
  return { user, signedIn, unreachable, restore, signIn, signUp, signOut }
})
