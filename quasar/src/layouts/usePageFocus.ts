import { nextTick, useTemplateRef, watch } from 'vue'
import { useRoute } from 'vue-router'

/**
 * Move the focus after navigation to the content, as a page load would, or to the
 * field that the page is for; return the template ref of the content.
 */
export function usePageFocus() {
  const route = useRoute()
  const main = useTemplateRef<HTMLElement>('main')
  watch(
    () => route.path,
    () =>
      nextTick(() => {
        const field = main.value?.querySelector<HTMLElement>('[data-autofocus]')
        ;(field ?? main.value)?.focus({ preventScroll: true })
      }),
  )
  return main
}
