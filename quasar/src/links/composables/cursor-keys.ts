import { nextTick, type Ref, ref } from 'vue'

/** One line of a list is the current one; keys move it, and it is scrolled to and takes the focus. */
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

  /** Clicks what the current line has for it. */
  function press(selector: string) {
    lines()[current.value]?.querySelector<HTMLElement>(selector)?.click()
  }

  return { current, move, go, press }
}
