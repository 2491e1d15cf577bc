import { ref, shallowRef } from 'vue'
import { useLatest } from '@/api/latest'
import { useLive } from '@/api/live'
import { type Problem, toProblem } from '@/api/problem'
import { deleteStatement, fetchStatement, type StatementDetail } from '../statements'

/** One statement, kept up to date while it is being imported. */
export function useStatement(id: string, finished: () => unknown) {
  const statement = shallowRef<StatementDetail>()
  const problem = shallowRef<Problem>()
  const fraction = ref(0)
  const ask = useLatest()

  async function load() {
    const isLatest = ask()
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

  /** After a change that the server has answered with what became of it. */
  function changed(after: StatementDetail) {
    // What was asked for before knows less.
    ask()
    statement.value = after
    fraction.value = 0
    return finished()
  }

  useLive({
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

  return { statement, problem, fraction, load, changed, remove: () => deleteStatement(id) }
}
