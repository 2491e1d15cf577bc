import { computed } from 'vue'
import { useLoaded } from '@/api/loaded'
import { fetchScaling } from '../scaling'
import { useChanges } from './changes'

/** Queues, workers, tasks and decisions, kept up to date. */
export function useScaling() {
  const { value, problem, load } = useLoaded(async () => ({
    scaling: await fetchScaling(),
    read: Date.now(),
  }))
  useChanges(load, 1_000)

  return {
    scaling: computed(() => value.value?.scaling),
    problem,
    /** When it was so, in milliseconds since 1970: ages grow from there. */
    read: computed(() => value.value?.read ?? 0),
    load,
  }
}
