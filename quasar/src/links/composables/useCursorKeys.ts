import { nextTick, type Ref, ref } from 'vue'

/** Move a current row by keyboard; it is scrolled into view and focused. */
export function useCursorKeys(list: Ref<HTMLElement | null>) {
  const current = ref(-1)

  const lines = () => [...(list.value?.querySelectorAll<HTMLElement>('[data-line]') ?? [])]

  async function move(by: 1 | -1) {
    const all = lines()
    if (all.length) await go(Math.min(Math.max(current.value + by, 0), all.length - 1))
  }

  async function go(index: number) {
    current.value = index
    await nextTick()
    const line = lines()[index]
    line?.focus({ preventScroll: true })
    line?.scrollIntoView({ block: 'nearest' })
  }

  /** Click an element of the current row. */
  function press(selector: string) {
    lines()[current.value]?.querySelector<HTMLElement>(selector)?.click()
  }

  return { current, move, go, press }
}
