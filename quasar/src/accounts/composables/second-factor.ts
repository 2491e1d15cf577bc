import { ref, shallowRef } from 'vue'
import { useLoaded } from '@/api/loaded'
import { useSubmission } from '@/ui/submission'
import {
  beginTotp,
  confirmTotp,
  type Enrolment,
  fetchSecondFactor,
  removeTotp,
  renewRecoveryCodes,
} from '../second-factor'
import { useSession } from '../session'

/** The authenticator app: set up, its recovery codes renewed, taken away. */
export function useSecondFactor() {
  const session = useSession()
  const { value: factor, problem: loadProblem, load } = useLoaded(fetchSecondFactor)
  /** While it is being set up. */
  const enrolment = shallowRef<Enrolment>()
  /** Shown this once; gone with the page. */
  const codes = shallowRef<string[]>()
  const removing = ref(false)

  const begin = useSubmission(async () => {
    enrolment.value = await beginTotp()
  })

  async function confirm(code: string) {
    codes.value = await confirmTotp(code)
    enrolment.value = undefined
    await changed()
  }

  const renew = useSubmission(async () => {
    codes.value = await renewRecoveryCodes()
    await changed()
  })

  async function remove() {
    await removeTotp()
    await changed()
  }

  async function changed() {
    await Promise.all([load(), session.reload()])
  }

  void load()
  return { factor, loadProblem, load, enrolment, codes, removing, begin, confirm, renew, remove }
}
