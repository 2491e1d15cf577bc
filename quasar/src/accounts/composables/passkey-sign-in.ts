import { onBeforeUnmount, onMounted } from 'vue'
import { useSubmission } from '@/ui/submission'
import { type Answered, canFillInPasskeys, choosePasskey } from '../passkeys'
import { useSession } from '../session'
import { useEnter } from './enter'

/** Signing in with a passkey: at a press of the button, or where the browser fills in the form. */
export function usePasskeySignIn() {
  const session = useSession()
  const enter = useEnter()
  // There is but one question to the authenticator at a time.
  const autofill = new AbortController()
  let filledIn: Answered | undefined

  const { sending, problem, submit } = useSubmission(async () => {
    autofill.abort()
    const answer = filledIn ?? (await choosePasskey())
    filledIn = undefined
    await session.enter('/api/session/passkey/', answer)
    await enter()
  })

  async function offer() {
    if (!(await canFillInPasskeys())) return
    try {
      filledIn = await choosePasskey(autofill.signal)
    } catch {
      // Nobody asked for it, so nobody needs to hear that it did not come to be.
      return
    }
    await submit()
  }

  onMounted(() => void offer())
  onBeforeUnmount(() => autofill.abort())

  return { sending, problem, submit }
}
