import { ref, shallowRef } from 'vue'
import { type Problem, toProblem } from '@/api/problem'

/** Send a form, once at a time, and keep its problem. */
export function useSubmission(send: () => Promise<unknown>) {
  const sending = ref(false)
  const problem = shallowRef<Problem>()

  async function submit() {
    if (sending.value) return
    sending.value = true
    problem.value = undefined
    try {
      await send()
    } catch (error) {
      problem.value = await toProblem(error)
    } finally {
      sending.value = false
    }
  }

  return { sending, problem, submit }
}
