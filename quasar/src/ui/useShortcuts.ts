import { onBeforeUnmount, onMounted, ref, watch } from 'vue'

const KEY = 'single-key-shortcuts'

/** Whether single keys are shortcuts, a setting of this browser. */
export const shortcutsOn = ref(import.meta.env.QUASAR_SERVER || localStorage.getItem(KEY) !== 'off')
watch(shortcutsOn, (on) => {
  if (on) localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, 'off')
})

/**
 * Bind keyboard shortcuts, inactive while typing, and while a dialog, a menu or a draft is open: what
 * is typed there must not leave the page.
 */
export function useShortcuts(keys: Record<string, () => unknown>) {
  function press(event: KeyboardEvent) {
    const act = keys[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey || taken(event.target)) return
    if (!shortcutsOn.value && event.key.length === 1) return
    event.preventDefault()
    void act()
  }

  onMounted(() => window.addEventListener('keydown', press))
  onBeforeUnmount(() => window.removeEventListener('keydown', press))
}

function taken(target: EventTarget | null): boolean {
  if (document.querySelector('.q-dialog, .q-menu, [data-draft]')) return true
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable]') !== null
  )
}
