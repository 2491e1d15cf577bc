import { onBeforeUnmount, onMounted } from 'vue'
import { useSubmission } from '@/ui/useSubmission'
import { type CeremonyResult, canFillInPasskeys, choosePasskey } from '../passkeys'
import { useSession } from '../session'
import { useLoginRedirect } from './useLoginRedirect'

/** Sign in with a passkey, by button or by the browser's autofill. */
export function usePasskeySignIn() {
  const session = useSession()
  const redirect = useLoginRedirect()
  // Browsers allow one WebAuthn request at a time.
  const autofill = new AbortController()
  let filledIn: CeremonyResult | undefined

  const { sending, problem, submit } = useSubmission(async () => {
    autofill.abort()
    const result = filledIn ?? (await choosePasskey())
    filledIn = undefined
    await session.authenticate('/api/session/passkey/', result)
    await redirect()
  })

  async function offer() {
    if (!(await canFillInPasskeys())) return
    try {
      filledIn = await choosePasskey(autofill.signal)
    } catch {
      // The user did not request it, so there is no error to show.
      return
    }
    await submit()
  }

  onMounted(() => void offer())
  onBeforeUnmount(() => autofill.abort())

  return { sending, problem, submit }
}
