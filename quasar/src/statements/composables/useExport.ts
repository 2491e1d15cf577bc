import { exportFile } from 'quasar'
import { ref } from 'vue'
import { useSubmission } from '@/ui/useSubmission'
import type { TransactionFilter } from '../filter'
import { type ExportKind, exportTransactions } from '../api'

/** Download the filtered transactions as a file. */
export function useExport(filter: () => TransactionFilter) {
  const kind = ref<ExportKind>('csv')
  const { sending, problem, submit } = useSubmission(async () => {
    const { name, content } = await exportTransactions(kind.value, filter())
    exportFile(name, content)
  })

  function download(chosen: ExportKind) {
    kind.value = chosen
    return submit()
  }

  return { exporting: sending, problem, download }
}
