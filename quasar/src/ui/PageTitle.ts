import { defineComponent, useSSRContext, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { PRODUCT_NAME } from '@/product'
import type { PageContext } from './page-context'

/** Title of the page; renders nothing. A page renders it once it knows its name. */
export default defineComponent({
  props: { title: { type: String, required: true } },
  setup(props) {
    const { locale } = useI18n()
    const page = import.meta.env.QUASAR_SERVER ? useSSRContext<PageContext>()! : document
    watch(
      // The layout sets the route's title when the language changes.
      [() => props.title, locale],
      () => {
        const title = props.title ? `${props.title} · ${PRODUCT_NAME}` : PRODUCT_NAME
        page.title = import.meta.env.QUASAR_SERVER ? escapeHtml(title) : title
      },
      { immediate: true },
    )
    return () => null
  },
})

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!)
}
