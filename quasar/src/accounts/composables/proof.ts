import { computed, ref } from 'vue'
import { http } from '@/api/http'
import { useLoaded } from '@/api/loaded'
import { useSubmission } from '@/ui/submission'
import { canUsePasskeys, choosePasskey, fetchPasskeys } from '../passkeys'
import { useSession } from '../session'

type Way = 'password' | 'code'

/** Proving again who one is: by whatever of password, code and passkey the account has. */
export function useProof(given: () => void) {
  const session = useSession()
  const { value: passkeys, load } = useLoaded(fetchPasskeys)
  const ways = computed<Way[]>(() => [
    ...(session.user?.has_password ? (['password'] as const) : []),
    ...(session.user?.second_factor ? (['code'] as const) : []),
  ])
  const way = ref<Way | undefined>(ways.value[0])
  const password = ref('')
  const code = ref('')
  let byPasskey = false

  const { sending, problem, submit } = useSubmission(async () => {
    await http.post('/api/users/me/confirmation/', await proof())
    given()
  })

  async function proof(): Promise<object> {
    if (byPasskey) return choosePasskey()
    return way.value === 'code' ? { code: code.value } : { password: password.value }
  }

  if (canUsePasskeys()) void load()

  return {
    ways,
    way,
    hasPasskey: computed(() => Boolean(passkeys.value?.length)),
    password,
    code,
    sending,
    problem,
    submit: () => {
      byPasskey = false
      return submit()
    },
    usePasskey: () => {
      byPasskey = true
      return submit()
    },
  }
}
