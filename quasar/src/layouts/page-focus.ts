import { nextTick, useSSRContext, useTemplateRef, watch } from 'vue'
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
  // The server writes the page that its context tells of.
  const page = import.meta.env.QUASAR_SERVER ? useSSRContext<{ title: string }>()! : document

  watch(
    [() => route.meta.title, locale],
    ([title]) => {
      page.title = title ? `${t(title)} · ${t('app.name')}` : t('app.name')
    },
    { immediate: true },
  )
  watch(
    () => route.path,
    () => nextTick(() => main.value?.focus({ preventScroll: true })),
  )
  return main
}
