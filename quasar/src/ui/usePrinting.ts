import { useQuasar } from 'quasar'
import { computed, onBeforeUnmount, onMounted, ref } from 'vue'

/** Whether the page is being printed. */
export function usePrinting() {
  const printing = ref(false)
  const media = typeof window === 'undefined' ? undefined : window.matchMedia('print')
  const begin = () => (printing.value = true)
  const end = () => (printing.value = false)
  const changed = () => (printing.value = media?.matches ?? false)

  onMounted(() => {
    media?.addEventListener('change', changed)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
  })
  onBeforeUnmount(() => {
    media?.removeEventListener('change', changed)
    window.removeEventListener('beforeprint', begin)
    window.removeEventListener('afterprint', end)
  })
  return printing
}

/** Whether colors are for a dark surface: paper is white. */
export function useDarkSurface() {
  const $q = useQuasar()
  const printing = usePrinting()
  return computed(() => $q.dark.isActive && !printing.value)
}
