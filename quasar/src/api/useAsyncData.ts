import { is } from 'quasar'
import { ref, shallowRef } from 'vue'
import { useRequestGuard } from './useRequestGuard'
import { type Problem, toProblem } from './problem'

/** Load a value without pagination; call `load` again after every change. */
export function useAsyncData<Value>(fetch: () => Promise<Value>) {
  const value = shallowRef<Value>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  const beginRequest = useRequestGuard()

  async function load() {
    const isLatest = beginRequest()
    loading.value = true
    try {
      const found = await fetch()
      if (!isLatest()) return
      // A page that shows it already is not rendered again.
      if (!is.deepEqual(found, value.value)) value.value = found
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
