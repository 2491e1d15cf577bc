import { Notify } from 'quasar'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSession } from '@/accounts/session'
import { waiting } from '@/api/outbox/waiting'
import { toProblem } from '@/api/problem'
import { useProblemText } from './useProblemText'

/** Sign out, and notify the user if that fails. */
export function useSignOut() {
  const { t } = useI18n()
  const text = useProblemText()
  const session = useSession()
  const signingOut = ref(false)

  /** Sign out; what waits would be deleted, so it is asked for first. */
  function signOut() {
    const count = waiting.value.length
    if (!count) return signOutNow()
    Notify.create({
      message: t('outbox.signOut', { count }, count),
      timeout: 0,
      actions: [
        {
          label: t('outbox.signOutAnyway'),
          color: 'white',
          noCaps: true,
          handler: () => void signOutNow(),
        },
        { label: t('ask.cancel'), color: 'white', noCaps: true },
      ],
    })
    return Promise.resolve()
  }

  async function signOutNow() {
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
