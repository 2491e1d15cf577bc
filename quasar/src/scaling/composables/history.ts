import { ref, shallowRef, watch } from 'vue'
import { type Problem, toProblem } from '@/api/problem'
import { fetchHistory, type Hours, type QueueHistory } from '../history'
import { useChanges } from './changes'

/** What the queues looked like over the last `hours`, which whoever shows it may change. */
export function useHistory() {
  const hours = ref<Hours>(0.25)
  const histories = shallowRef<QueueHistory[]>([])
  const problem = shallowRef<Problem>()

  async function load() {
    const wanted = hours.value
    try {
      const answer = await fetchHistory(wanted)
      if (wanted !== hours.value) return
      histories.value = answer
      problem.value = undefined
    } catch (error) {
      problem.value = await toProblem(error)
    }
  }

  watch(hours, load)
  useChanges(load, 5_000)

  return { hours, histories, problem, load }
}
