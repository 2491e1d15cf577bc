import { computed, ref, watch } from 'vue'
import { useLoaded } from '@/api/loaded'
import { fetchHistory, type Hours } from '../history'
import { useChanges } from './changes'

/** What the queues looked like over the last `hours`, which whoever shows it may change. */
export function useHistory() {
  const hours = ref<Hours>(0.25)
  const { value, problem, load } = useLoaded(() => fetchHistory(hours.value))
  watch(hours, load)
  useChanges(load, 5_000)

  return { hours, histories: computed(() => value.value ?? []), problem, load }
}
