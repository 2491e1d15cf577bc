import { computed, ref, type ShallowRef, shallowRef } from 'vue'
import type { Transaction } from '../api'

/** Selection of single rows, or of everything that matches the filter. */
export function useSelection(shown: Readonly<ShallowRef<Transaction[]>>) {
  const ids = shallowRef<ReadonlySet<number>>(new Set())
  const everything = ref(false)

  const has = (id: number) => everything.value || ids.value.has(id)
  const allShown = computed(
    () => everything.value || (shown.value.length > 0 && shown.value.every(({ id }) => has(id))),
  )

  function toggle(id: number) {
    const chosen = new Set(everything.value ? shown.value.map((row) => row.id) : ids.value)
    everything.value = false
    if (!chosen.delete(id)) chosen.add(id)
    ids.value = chosen
  }

  function chooseShown() {
    ids.value = new Set(shown.value.map(({ id }) => id))
  }

  function clear() {
    ids.value = new Set()
    everything.value = false
  }

  return { ids, everything, has, allShown, toggle, chooseShown, clear }
}
