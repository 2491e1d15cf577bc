import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { all, press, text, the } from '../../test/screen'
import { grant, user } from '../../test/people'
import { serve } from '../../test/server'
import { useSession } from '@/accounts/session'
import { access } from '@/api/access'
import { useSite } from '@/api/site'
import { routes } from '@/router/routes'
import MainLayout from './MainLayout.vue'
import NotFoundPage from './NotFoundPage.vue'

const site = {
  banner: 'Closed on Sunday.',
  upload_limit_bytes: 1,
  demo: null,
  scaling_open: false,
  mailbox: false,
}

async function show(path = '/nowhere') {
  const pages = routes[0]!.children!.map((route) => ({
    ...route,
    component: NotFoundPage,
    children: [],
  }))
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
    access.grant(grant())
    await show()
    expect(all('link', 'Statements')).toHaveLength(1)
    await press('Account menu')
    const [signOut] = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].slice(-1)
    signOut!.click()
    await flushPromises()
    expect(the('link', 'Sign in')).toBeTruthy()
  })

  it('leads staff to the admin, and nobody else', async () => {
    access.grant(grant())
    await show()
    await press('Account menu')
    expect(text()).not.toContain('Admin')
    access.grant(grant({ is_staff: true }))
    await flushPromises()
    expect(document.querySelector('[role=menuitem][href="/admin-door"]')).not.toBeNull()
  })

  it('says that the account is going to be deleted, and keeps it at a press', async () => {
    serve({
      'GET /api/site/': [200, site],
      'DELETE /api/users/me/deletion/': [204],
      'GET /api/users/me/': [200, user()],
    })
    access.grant(grant({ deletion_due_at: '2026-03-16T10:00:00Z' }))
    await show()
    expect(text()).toContain('will be deleted on Mar 16, 2026')
    await press('Keep the account')
    expect(text()).not.toContain('will be deleted')
  })

  it.each([
    ['a member', false, false, 0],
    ['staff', true, false, 1],
    ['a member of a site that is open', false, true, 1],
  ])('leads %s to the workers, or not', async (_who, isStaff, isOpen, links) => {
    access.grant(grant({ is_staff: isStaff }))
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
