import { ref, shallowRef } from 'vue'
import { useLatest } from './latest'
import { type Problem, toProblem } from './problem'

/** Something that is read whole: `load` reads it, and afresh after every change. */
export function useLoaded<Value>(fetch: () => Promise<Value>) {
  const value = shallowRef<Value>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  const ask = useLatest()

  async function load() {
    const isLatest = ask()
    loading.value = true
    try {
      const found = await fetch()
      if (!isLatest()) return
      value.value = found
      problem.value = undefined
    } catch (error) {
      const reason = await toProblem(error)
      if (isLatest()) problem.value = reason
    } finally {
      if (isLatest()) loading.value = false
    }
  }

  return { value, problem, loading, load }
}
