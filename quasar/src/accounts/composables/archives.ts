import { useLive } from '@/api/live'
import { useLoaded } from '@/api/loaded'
import { useSubmission } from '@/ui/submission'
import { askForArchive, fetchArchives } from '../belongings'

/** The owner's archives, newest first, kept up to date while one is being made. */
export function useArchives() {
  const { value: archives, problem: loadProblem, load } = useLoaded(fetchArchives)
  const { sending, problem, submit } = useSubmission(async () => {
    await askForArchive()
    await load()
  })

  useLive({
    event: ({ type }) => {
      if (type === 'archive.changed') void load()
    },
    opened: () => void load(),
  })

  void load()
  return { archives, loadProblem, load, sending, problem, submit }
}
