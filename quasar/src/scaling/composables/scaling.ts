import { ref, shallowRef } from 'vue'
import { type Problem, toProblem } from '@/api/problem'
import { fetchScaling, type Scaling } from '../scaling'
import { useChanges } from './changes'

/** Queues, workers, tasks and decisions, kept up to date. */
export function useScaling() {
  const scaling = shallowRef<Scaling>()
  const problem = shallowRef<Problem>()
  /** When it was so, in milliseconds since 1970: ages grow from there. */
  const read = ref(0)
  // An answer to a question asked before the latest one is old news.
  let asked = 0

  async function load() {
    const question = ++asked
    try {
      const answer = await fetchScaling()
      if (question !== asked) return
      scaling.value = answer
      read.value = Date.now()
      problem.value = undefined
    } catch (error) {
      const reason = await toProblem(error)
      if (question === asked) problem.value = reason
    }
  }

  useChanges(load, 1_000)

  return { scaling, problem, read, load }
}
