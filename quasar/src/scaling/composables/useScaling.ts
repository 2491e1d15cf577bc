import { computed } from 'vue'
import { useAsyncData } from '@/api/useAsyncData'
import { fetchScaling } from '../api'
import { useLiveReload } from './useLiveReload'

/** Queues, workers, tasks and decisions, kept up to date. */
export function useScaling() {
  const { value, problem, load } = useAsyncData(async () => ({
    scaling: await fetchScaling(),
    read: Date.now(),
  }))
  useLiveReload(load, 1_000)

  return {
    scaling: computed(() => value.value?.scaling),
    problem,
    /** Time of the response, in milliseconds since 1970, from which ages are counted. */
    read: computed(() => value.value?.read ?? 0),
    load,
  }
}
