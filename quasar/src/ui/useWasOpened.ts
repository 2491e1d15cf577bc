import { type Ref, ref, watch } from 'vue'

/** Whether a dialog has been opened: its code is loaded then, and it stays for its transition. */
export function useWasOpened(isOpen: Readonly<Ref<boolean>>) {
  const wasOpened = ref(isOpen.value)
  watch(isOpen, (open) => (wasOpened.value ||= open))
  return wasOpened
}
