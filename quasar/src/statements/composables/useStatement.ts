import { ref, shallowRef } from 'vue'
import { useRequestGuard } from '@/api/useRequestGuard'
import { useLiveEvents } from '@/api/useLiveEvents'
import { type Problem, toProblem } from '@/api/problem'
import { fetchStatement, type StatementDetail } from '../api'

/** One statement, kept up to date while it is being imported. */
export function useStatement(id: string, finished: () => unknown) {
  const statement = shallowRef<StatementDetail>()
  const problem = shallowRef<Problem>()
  const fraction = ref(0)
  const beginRequest = useRequestGuard()

  async function load() {
    const isLatest = beginRequest()
    try {
      const found = await fetchStatement(id)
      if (!isLatest()) return
      statement.value = found
      problem.value = undefined
    } catch (error) {
      const reason = await toProblem(error)
      if (isLatest()) problem.value = reason
    }
  }

  /** Take the statement that the server returned after a change. */
  function changed(after: StatementDetail) {
    // Discards earlier requests, whose responses are outdated.
    beginRequest()
    statement.value = after
    fraction.value = 0
    return finished()
  }

  useLiveEvents({
    event(event) {
      if (!('statement' in event) || event.statement !== id) return
      if (event.type === 'statement.progress') {
        fraction.value = event.fraction
        if (statement.value) statement.value = { ...statement.value, status: 'processing' }
      } else void load().then(finished)
    },
    opened() {
      if (statement.value) void load()
    },
  })

  return { statement, problem, fraction, load, changed }
}
