import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { all, press, text, the } from '../../test/screen'
import { serve } from '../../test/server'
import { useSession } from '@/accounts/session'
import { access } from '@/api/access'
import { useSite } from '@/api/site'
import { routes } from '@/router/routes'
import MainLayout from './MainLayout.vue'
import NotFoundPage from './NotFoundPage.vue'

const alice = { id: 1, email: 'alice@example.com', handle: 'alice', is_staff: false }
const grant = { access: 'token', user: alice }
const site = { banner: 'Closed on Sunday.', upload_limit_bytes: 1, demo: null, scaling_open: false }

async function show(path = '/nowhere') {
  const pages = routes[0]!.children!.map((route) => ({ ...route, component: NotFoundPage }))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: MainLayout, children: pages as typeof routes }],
  })
  await router.push(path)
  mount({ template: '<router-view />' }, { attachTo: document.body, global: { plugins: [router] } })
  await flushPromises()
  return router
}

describe('the layout', () => {
  beforeEach(() => {
    useSession()
    access.end('signed-out')
    serve({
      'GET /api/site/': [200, site],
      'DELETE /api/session/': [204],
    })
  })

  it('shows the banner of the site and a way in', async () => {
    await show()
    expect(text()).toContain('Closed on Sunday.')
    expect(the('link', 'Sign in').getAttribute('href')).toBe('/sign-in')
    expect(all('link', 'Statements')).toHaveLength(0)
  })

  it('names the page and moves the focus to it', async () => {
    const router = await show()
    expect(document.title).toBe('Page not found · Tally')
    await router.push('/sign-up')
    await flushPromises()
    expect(document.title).toBe('Sign up · Tally')
    expect(document.activeElement?.id).toBe('main')
  })

  it('lets one sign out from everywhere', async () => {
    access.grant(grant)
    await show()
    expect(all('link', 'Statements')).toHaveLength(1)
    await press('Account menu')
    const [signOut] = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].slice(-1)
    signOut!.click()
    await flushPromises()
    expect(the('link', 'Sign in')).toBeTruthy()
  })

  it.each([
    ['a member', false, false, 0],
    ['staff', true, false, 1],
    ['a member of a site that is open', false, true, 1],
  ])('leads %s to the workers, or not', async (_who, isStaff, isOpen, links) => {
    access.grant({ ...grant, user: { ...alice, is_staff: isStaff } })
    await show()
    useSite().value = { ...site, scaling_open: isOpen }
    await flushPromises()
    expect(all('link', 'Workers')).toHaveLength(links)
  })

  it.each([
    ['Language', ['English', 'Deutsch']],
    ['Theme', ['Light', 'Dark', 'As the system']],
  ])('offers the choice of %s', async (menu, choices) => {
    await show()
    await press(menu)
    const offered = [...document.querySelectorAll('[role=menuitemradio]')]
    expect(offered.map((choice) => choice.textContent.trim())).toEqual(choices)
    expect(offered.filter((choice) => choice.getAttribute('aria-checked') === 'true')).toHaveLength(
      1,
    )
  })

  it('says so when the server could not be asked', async () => {
    useSession().unreachable = true
    await show()
    expect(the('alert').textContent).toContain('The server cannot be reached.')
  })
})
