import { useLiveEvents } from '@/api/useLiveEvents'
import { useAsyncData } from '@/api/useAsyncData'
import { useSubmission } from '@/ui/useSubmission'
import { requestExport, fetchArchives } from '../api'

/** The user's exports, newest first, updated live. */
export function useArchives() {
  const { value: archives, problem: loadProblem, load } = useAsyncData(fetchArchives)
  const { sending, problem, submit } = useSubmission(async () => {
    await requestExport()
    await load()
  })

  useLiveEvents({
    event: ({ type }) => {
      if (type === 'archive.changed') void load()
    },
    opened: () => void load(),
  })

  void load()
  return { archives, loadProblem, load, sending, problem, submit }
}
