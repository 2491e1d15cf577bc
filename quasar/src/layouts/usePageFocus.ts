import { nextTick, useSSRContext, useTemplateRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'
import { PRODUCT_NAME } from '@/product'

/**
 * Set the title, and move the focus after navigation to the content, as a page load would, or to the
 * field that the page is for; return the template ref of the content.
 */
export function usePageFocus() {
  const { t, locale } = useI18n()
  const route = useRoute()
  const main = useTemplateRef<HTMLElement>('main')
  // On the server the title goes into the rendering context.
  const page = import.meta.env.QUASAR_SERVER ? useSSRContext<{ title: string }>()! : document

  watch(
    [() => route.meta.title, locale],
    ([title]) => {
      page.title = title ? `${t(title)} · ${PRODUCT_NAME}` : PRODUCT_NAME
    },
    { immediate: true },
  )
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
