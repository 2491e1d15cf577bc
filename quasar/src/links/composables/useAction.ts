import { Notify } from 'quasar'
import { useRoute, useRouter } from 'vue-router'
import { useSession } from '@/accounts/session'
import { toProblem } from '@/api/problem'
import { useProblemText } from '@/ui/useProblemText'

/** Run an action on click: redirects to the sign-in if needed, and notifies about problems. */
export function useAction() {
  const session = useSession()
  const router = useRouter()
  const route = useRoute()
  const text = useProblemText()

  function signIn() {
    return router.push({ name: 'sign-in', query: { next: route.fullPath } })
  }

  async function act(doing: () => Promise<unknown>) {
    if (!session.signedIn) return signIn()
    try {
      await doing()
    } catch (error) {
      Notify.create({ type: 'negative', message: text(await toProblem(error)) })
    }
    return undefined
  }

  return { act, signIn }
}
