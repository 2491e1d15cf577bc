import { exportFile } from 'quasar'
import { ref, shallowRef } from 'vue'
import { type Problem, toProblem } from '@/api/problem'
import { exportTransactions } from '../transactions'

export function useExport() {
  const exporting = ref(false)
  const problem = shallowRef<Problem>()

  async function download() {
    exporting.value = true
    problem.value = undefined
    try {
      const { name, content } = await exportTransactions()
      exportFile(name, content)
    } catch (error) {
      problem.value = await toProblem(error)
    } finally {
      exporting.value = false
    }
  }

  return { exporting, problem, download }
}
