import { reactive } from 'vue'
import { useCursorList } from '@/api/useCursorList'
import { useRequestGuard } from '@/api/useRequestGuard'
import { useLiveEvents } from '@/api/useLiveEvents'
import type { StatementProgress } from '@/api/live-events'
import { fetchStatement, fetchStatements, inFlight, type Statement } from '../api'

/** The statements with the progress of each import. */
export function useStatementList() {
  const list = useCursorList(fetchStatements)
  const beginRequest = useRequestGuard()
  const progress = reactive(new Map<string, StatementProgress>())

  function put(statement: Statement) {
    const known = list.items.value.some(({ id }) => id === statement.id)
    list.items.value = known
      ? list.items.value.map((other) => (other.id === statement.id ? statement : other))
      : [statement, ...list.items.value]
  }

  async function refresh(id: string) {
    const isLatest = beginRequest(id)
    try {
      const statement = await fetchStatement(id)
      if (!isLatest()) return
      put(statement)
      if (!inFlight(statement)) progress.delete(id)
    } catch {
      // Loading the list shows the problem, or succeeds.
      await list.load()
    }
  }

  /** Load it once more, as the import may finish before the upload's response arrives. */
  function add(statement: Statement) {
    put(statement)
    return refresh(statement.id)
  }

  function remove(id: string) {
    list.items.value = list.items.value.filter((other) => other.id !== id)
    progress.delete(id)
  }

  function advance(event: StatementProgress) {
    progress.set(event.statement, event)
    const known = list.items.value.find(({ id }) => id === event.statement)
    if (known?.status === 'queued') put({ ...known, status: 'processing' })
  }

  useLiveEvents({
    event(event) {
      if (!('statement' in event)) return
      if (event.type === 'statement.progress') advance(event)
      else if (event.type === 'statement.removed') remove(event.statement)
      else void refresh(event.statement)
    },
    opened() {
      if (list.loaded.value) void list.load()
    },
  })

  return { ...list, progress, add }
}
