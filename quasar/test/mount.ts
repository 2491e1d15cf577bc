import { flushPromises, mount } from '@vue/test-utils'
import { QLayout, QPageContainer } from 'quasar'
import { type Component, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { stubRoutes } from './routes'

/** Mount a page or component inside a layout; all real routes lead to an empty page. */
export async function open(
  component: Component,
  {
    props = {},
    query = {},
    hash = '',
  }: { props?: object; query?: Record<string, string>; hash?: string } = {},
) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/here', component: { render: () => h(component, props) } }, ...stubRoutes()],
  })
  await router.push({ path: '/here', query, hash })
  const wrapper = mount(
    { render: () => h(QLayout, () => h(QPageContainer, () => h(RouterView))) },
    { attachTo: document.body, global: { plugins: [router] } },
  )
  await flushPromises()
  return { wrapper, router }
}
