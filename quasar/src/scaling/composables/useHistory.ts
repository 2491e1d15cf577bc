import { computed, ref, watch } from 'vue'
import { useAsyncData } from '@/api/useAsyncData'
import { fetchHistory, type Hours } from '../api'
import { useLiveReload } from './useLiveReload'

/** Samples of the queues over the selected number of hours. */
export function useHistory() {
  const hours = ref<Hours>(0.25)
  const { value, problem, load } = useAsyncData(() => fetchHistory(hours.value))
  watch(hours, load)
  useLiveReload(load, 5_000)

  return { hours, histories: computed(() => value.value ?? []), problem, load }
}
