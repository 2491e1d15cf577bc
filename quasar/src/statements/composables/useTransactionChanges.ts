import { shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormats } from '@/ui/useFormats'
import { useSubmission } from '@/ui/useSubmission'
import { useUndo } from '@/ui/useUndo'
import {
  categorise,
  type Changed,
  deleteTransactions,
  type Proposal,
  type Selected,
  undoChanges,
} from '../api'
import type { useSelection } from './useSelection'
import type { useTransactions } from './useTransactions'

/** Changes of the listed transactions, each with a message that undoes it. */
export function useTransactionChanges(
  found: ReturnType<typeof useTransactions>,
  selection: ReturnType<typeof useSelection>,
) {
  const { t } = useI18n()
  const { count } = useFormats()
  const { offerUndo } = useUndo()
  /** A rule for the merchant whose category was changed. */
  const proposal = shallowRef<Proposal>()
  let chosenForDeletion: Selected = []
  let undoLast: (() => Promise<void>) | undefined

  function offerUndoOf(change: Changed, message: string) {
    undoLast = offerUndo(message, async () => {
      undoLast = undefined
      proposal.value = undefined
      await undoChanges(change)
      await found.load()
    })
  }

  function reportChanged(result: Changed) {
    const { changed } = result
    offerUndoOf(result, t('statements.categorising.done', { count: count(changed) }, changed))
  }

  /** Set the category of these transactions, or of all that match the filter. */
  async function setCategory(category: string, ids: Set<number> | 'all') {
    const result = await categorise(category, ids === 'all' ? found.filter.value : [...ids])
    reportChanged(result)
    proposal.value = result.proposal ?? undefined
    selection.clear()
    void found.recategorised(ids, category)
  }

  const deleting = useSubmission(async () => {
    const { changed, changes } = await deleteTransactions(chosenForDeletion)
    const message = t('statements.transactions.deleted', { count: count(changed) }, changed)
    offerUndoOf({ changed, changes }, message)
    selection.clear()
    await found.load()
  })

  function remove(selected: Selected) {
    chosenForDeletion = selected
    return deleting.submit()
  }

  /** Report that the proposed rule was applied. */
  function applied(result: Changed) {
    proposal.value = undefined
    reportChanged(result)
    return found.load()
  }

  // Selected rows may not match the new filter.
  watch(
    () => JSON.stringify(found.filter.value),
    () => {
      selection.clear()
      proposal.value = undefined
    },
  )

  return { proposal, deleting, setCategory, remove, applied, undo: () => undoLast?.() }
}
