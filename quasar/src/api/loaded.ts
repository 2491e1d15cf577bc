import { ref, shallowRef } from 'vue'
import { type Problem, toProblem } from './problem'

/** Something that is read whole: `load` reads it, and afresh after every change. */
export function useLoaded<Value>(fetch: () => Promise<Value>) {
  const value = shallowRef<Value>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)

  async function load() {
    loading.value = true
    try {
      value.value = await fetch()
      problem.value = undefined
    } catch (error) {
      problem.value = await toProblem(error)
    } finally {
      loading.value = false
    }
  }

  return { value, problem, loading, load }
}
