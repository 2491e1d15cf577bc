import { nextTick, useTemplateRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'

/**
 * After navigation the title names the page and the focus stands at its content, as if the page
 * had been loaded; returns the ref of the element that takes the focus.
 */
export function usePageFocus() {
  const { t, locale } = useI18n()
  const route = useRoute()
  const main = useTemplateRef<HTMLElement>('main')

  watch(
    [() => route.meta.title, locale],
    ([title]) => {
      document.title = title ? `${t(title)} · ${t('app.name')}` : t('app.name')
    },
    { immediate: true },
  )
  watch(
    () => route.path,
    () => nextTick(() => main.value?.focus({ preventScroll: true })),
  )
  return main
}
