import { computed, ref, type ShallowRef, shallowRef } from 'vue'
import type { Transaction } from '../api'
import type { useSelection } from './useSelection'

/** The dialogs for the category of one row or of the selection, and for all fields of a row. */
export function useTransactionDialogs(
  items: Readonly<ShallowRef<Transaction[]>>,
  selection: ReturnType<typeof useSelection>,
) {
  /** The row whose category is edited; if undefined, the selection. */
  const single = shallowRef<Transaction>()
  const isCategorising = ref(false)
  const edited = shallowRef<Transaction>()
  const isEditing = ref(false)

  const targets = computed(() =>
    single.value ? [single.value] : items.value.filter(({ id }) => selection.has(id)),
  )
  /** The common category of the rows, if they have one. */
  const current = computed(() => {
    const [first, ...others] = new Set(targets.value.map(({ category }) => category))
    return others.length ? undefined : first
  })
  const ids = computed(() => {
    if (single.value) return new Set([single.value.id])
    return selection.everything.value ? ('all' as const) : new Set(selection.ids.value)
  })

  function openCategories(row?: Transaction) {
    single.value = row
    isCategorising.value = targets.value.length > 0
  }

  function openEditor(row?: Transaction) {
    edited.value = row
    isEditing.value = true
  }

  return { single, isCategorising, current, ids, openCategories, edited, isEditing, openEditor }
}
