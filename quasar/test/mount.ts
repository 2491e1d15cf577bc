import { flushPromises, mount } from '@vue/test-utils'
import { QLayout, QPageContainer } from 'quasar'
import { type Component, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'

const elsewhere = {
  welcome: '/',
  'sign-in': '/sign-in',
  'sign-up': '/sign-up',
  'forgot-password': '/forgot-password',
  'admin-door': '/admin-door',
  account: '/account',
  security: '/account/security',
  sessions: '/account/sessions',
  data: '/account/data',
  spending: '/spending',
  transactions: '/transactions',
  statements: '/statements',
  statement: '/statements/:id',
  scaling: '/scaling',
  links: '/links/:list?',
  'latest-comments': '/links/comments',
  answers: '/links/answers',
  'saved-links': '/links/saved',
  'hidden-links': '/links/hidden',
  'submit-link': '/links/submit',
  'search-links': '/links/search',
  moderations: '/links/moderation',
  'links-of-site': '/links/site/:site',
  person: '/links/by/:username',
  link: '/links/:id',
  'link-comment': '/links/:id/comments/:comment',
}

/** Mounts a page or component inside a layout; every other route leads to an empty page. */
export async function open(
  component: Component,
  { props = {}, query = {} }: { props?: object; query?: Record<string, string> } = {},
) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/here', component: { render: () => h(component, props) } },
      ...Object.entries(elsewhere).map(([name, path]) => ({
        name,
        path,
        component: { render: () => null },
      })),
    ],
  })
  await router.push({ path: '/here', query })
  const wrapper = mount(
    { render: () => h(QLayout, () => h(QPageContainer, () => h(RouterView))) },
    { attachTo: document.body, global: { plugins: [router] } },
  )
  await flushPromises()
  return { wrapper, router }
}
