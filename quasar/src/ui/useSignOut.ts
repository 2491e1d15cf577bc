import { Notify } from 'quasar'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSession } from '@/accounts/session'
import { toProblem } from '@/api/problem'
import { useProblemText } from './useProblemText'

/** Sign out, and notify the user if that fails. */
export function useSignOut() {
  const { t } = useI18n()
  const text = useProblemText()
  const session = useSession()
  const signingOut = ref(false)

  async function signOut() {
    signingOut.value = true
    try {
      await session.signOut()
    } catch (error) {
      const problem = await toProblem(error)
      Notify.create({ message: `${t('accounts.signOutFailed')} ${text(problem)}` })
    } finally {
      signingOut.value = false
    }
  }

  return { signingOut, signOut }
}
