import { onBeforeUnmount, onMounted } from 'vue'

/** Keys that act while nobody types and no dialog or menu is open, by what they print. */
export function useShortcuts(keys: Record<string, () => unknown>) {
  function press(event: KeyboardEvent) {
    const act = keys[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey || taken(event.target)) return
    event.preventDefault()
    void act()
  }

  onMounted(() => window.addEventListener('keydown', press))
  onBeforeUnmount(() => window.removeEventListener('keydown', press))
}

function taken(target: EventTarget | null): boolean {
  if (document.querySelector('.q-dialog, .q-menu')) return true
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable]') !== null
  )
}
