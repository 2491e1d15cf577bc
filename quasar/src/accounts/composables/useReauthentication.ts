import { computed, ref } from 'vue'
import { http } from '@/api/http'
import { useAsyncData } from '@/api/useAsyncData'
import { useSubmission } from '@/ui/useSubmission'
import { canUsePasskeys, choosePasskey, fetchPasskeys } from '../passkeys'
import { useSession } from '../session'

type Way = 'password' | 'code'

/** Reauthenticate by password, code or passkey; `byFactor`: only by code or passkey. */
export function useReauthentication(given: () => void, byFactor: boolean) {
  const session = useSession()
  const { value: passkeys, load } = useAsyncData(fetchPasskeys)
  const ways = computed<Way[]>(() => [
    ...(session.user?.has_password && !byFactor ? (['password'] as const) : []),
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
