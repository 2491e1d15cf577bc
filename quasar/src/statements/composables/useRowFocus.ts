import type { QVirtualScroll } from 'quasar'
import { nextTick, type Ref, ref, type ShallowRef } from 'vue'
import type { Transaction } from '../api'

/** The focused row of a virtually scrolled list: the focus is on the checkbox of the row. */
export function useRowFocus(
  scroll: Readonly<ShallowRef<QVirtualScroll | null>>,
  transactions: Readonly<Ref<Transaction[]>>,
) {
  const active = ref<Transaction>()

  function checkbox({ id }: Transaction) {
    const root = (scroll.value?.$el ?? undefined) as HTMLElement | undefined
    return root?.querySelector<HTMLElement>(`[data-id="${id}"] [role="checkbox"]`)
  }

  function focus(row: Transaction | undefined) {
    if (row) checkbox(row)?.focus({ preventScroll: true })
  }

  /** Move the focus by a number of rows. */
  async function move(by: number) {
    const rows = transactions.value
    const at = active.value ? rows.findIndex(({ id }) => id === active.value?.id) : -1
    const index = Math.min(Math.max(at + by, 0), rows.length - 1)
    const row = rows[index]
    if (!row) return
    active.value = row
    if (!checkbox(row)) {
      scroll.value?.scrollTo(index, 'center')
      await nextTick()
    }
    focus(row)
    checkbox(row)?.closest('tr')?.scrollIntoView({ block: 'nearest' })
  }

  /** Virtual scrolling moves the focus to the container when the focused row is replaced. */
  function restore() {
    if (document.activeElement?.matches('.q-virtual-scroll__content')) focus(active.value)
  }

  return { active, move, restore }
}
