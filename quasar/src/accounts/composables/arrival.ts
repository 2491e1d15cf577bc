import { Notify } from 'quasar'
import { onMounted, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { type Problem, toProblem } from '@/api/problem'
import { useSession } from '../session'
import { arrive, takeNext } from '../social'
import { useEnter } from './enter'

/** Takes what the provider answered to the server, once, and goes where that leads. */
export function useArrival(backend: string) {
  const { t } = useI18n()
  const { query } = useRoute()
  const router = useRouter()
  const session = useSession()
  const enter = useEnter()
  const problem = shallowRef<Problem>()
  const mailed = ref('')

  const { state, code, error } = query as Partial<Record<string, string>>

  async function goOn() {
    // An account is linked to whoever is signed in.
    await session.restore()
    const next = takeNext()
    try {
      const arrival = await arrive(backend, { state, code, error })
      if ('mailed' in arrival) mailed.value = arrival.mailed
      else if ('linked' in arrival) {
        Notify.create({ message: t('accounts.social.linked') })
        await router.replace({ name: 'security' })
      } else await enter(next)
    } catch (reason) {
      const refusal = await toProblem(reason)
      if (session.isChallenged(refusal)) {
        await router.replace({ name: 'sign-in', query: next ? { next } : {} })
      } else problem.value = refusal
    }
  }

  onMounted(goOn)
  return { problem, mailed }
}
