import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { type Problem, toProblem } from '@/api/problem'
import { previewRule, type RulePreview, type RuleValues } from '../api'

const DEBOUNCE_MS = 300

/** What a rule would change, while it is entered; `values` returns undefined while it is incomplete. */
export function useRulePreview(
  values: () => (Partial<RuleValues> & { text: string; rule?: number }) | undefined,
) {
  const preview = shallowRef<RulePreview>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let abort: AbortController | undefined

  async function load(wanted: NonNullable<ReturnType<typeof values>>) {
    const request = (abort = new AbortController())
    try {
      const found = await previewRule(wanted, request.signal)
      if (request.signal.aborted) return
      preview.value = found
      problem.value = undefined
    } catch (error) {
      const reason = await toProblem(error)
      if (request.signal.aborted) return
      preview.value = undefined
      problem.value = reason
    }
    loading.value = false
  }

  function cancel() {
    clearTimeout(timer)
    abort?.abort()
  }

  watch(
    () => JSON.stringify(values()),
    () => {
      cancel()
      const wanted = values()
      loading.value = wanted !== undefined
      if (wanted) timer = setTimeout(() => void load(wanted), DEBOUNCE_MS)
      else preview.value = problem.value = undefined
    },
    { immediate: true },
  )
  onScopeDispose(cancel)
  return { preview, problem, loading }
}
