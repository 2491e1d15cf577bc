import { ref, shallowRef } from 'vue'
import { useAsyncData } from '@/api/useAsyncData'
import { useSubmission } from '@/ui/useSubmission'
import {
  beginTotp,
  confirmTotp,
  type Enrolment,
  fetchSecondFactor,
  removeTotp,
  renewRecoveryCodes,
} from '../api'
import { useSession } from '../session'

/** Set up and remove an authenticator app, and renew its recovery codes. */
export function useSecondFactor() {
  const session = useSession()
  const { value: factor, problem: loadProblem, load } = useAsyncData(fetchSecondFactor)
  /** Set during the setup. */
  const enrolment = shallowRef<Enrolment>()
  /** Shown once; lost when leaving the page. */
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
