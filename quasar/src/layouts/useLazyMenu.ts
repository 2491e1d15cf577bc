import { type Component, defineAsyncComponent, ref } from 'vue'

/** Load a menu, which is larger than the rest of the header, when its button is pressed. */
export function useLazyMenu(load: () => Promise<{ default: Component }>) {
  const wasOpened = ref(false)
  return {
    LazyMenu: defineAsyncComponent(load),
    wasOpened,
    open: () => void (wasOpened.value = true),
    /** Begin before the press. */
    preload: () => void load().catch(() => undefined),
  }
}
