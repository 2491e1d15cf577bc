import { Notify } from 'quasar'
import { onMounted, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { type Problem, toProblem } from '@/api/problem'
import { useSession } from '../session'
import { sendOAuthResponse, takeNextPath } from '../api'
import { useLoginRedirect } from './useLoginRedirect'

/** Send the provider's response to the server, once, and continue with the result. */
export function useOAuthCallback(backend: string) {
  const { t } = useI18n()
  const { query } = useRoute()
  const router = useRouter()
  const session = useSession()
  const redirect = useLoginRedirect()
  const problem = shallowRef<Problem>()
  const mailed = ref('')

  const { state, code, error } = query as Partial<Record<string, string>>

  async function complete() {
    // The provider is linked to the signed-in user, so the session has to be known.
    await session.restore()
    const next = takeNextPath()
    try {
      const result = await sendOAuthResponse(backend, { state, code, error })
      if ('mailed' in result) mailed.value = result.mailed
      else if ('linked' in result) {
        Notify.create({ message: t('accounts.social.linked') })
        await router.replace({ name: 'security' })
      } else await redirect(next)
    } catch (reason) {
      const failure = await toProblem(reason)
      if (session.isChallenged(failure)) {
        await router.replace({ name: 'sign-in', query: next ? { next } : {} })
      } else problem.value = failure
    }
  }

  onMounted(complete)
  return { problem, mailed }
}
