import { flushPromises, mount } from '@vue/test-utils'
import { Cookies, Dark } from 'quasar'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter, type RouteRecordRaw } from 'vue-router'
import { stubRoutes } from '../../test/routes'
import { all, press, text, the, until } from '../../test/screen'
import { grant, user } from '../../test/users'
import { serve } from '../../test/server'
import { useSession } from '@/accounts/session'
import { access } from '@/api/access'
import { useSite } from '@/api/useSite'
import { LANGUAGES, languageName } from '@/i18n/language'
import { PRODUCT_NAME } from '@/product'
import { watchLoadErrors } from '@/router/loadErrors'
import MainLayout from './MainLayout.vue'
import NotFoundPage from './NotFoundPage.vue'

const site = {
  banner: 'Closed on Sunday.',
  upload_limit_bytes: 1,
  demo: null,
  scaling_open: false,
  scaling_public: false,
  mailbox: false,
}

/** Press the button of a menu, whose code is loaded then. */
async function openMenu(label: string) {
  await press(label)
  await until(() => expect(document.querySelector('.q-menu')).not.toBeNull())
  await flushPromises()
}

async function show(path = '/nowhere', more: RouteRecordRaw[] = []) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [...more, ...stubRoutes(NotFoundPage, MainLayout)],
  })
  watchLoadErrors(router)
  await router.push(path)
  mount({ template: '<router-view />' }, { attachTo: document.body, global: { plugins: [router] } })
  await flushPromises()
  return router
}

describe('MainLayout', () => {
  beforeEach(() => {
    // Mounting any application initializes Quasar's plugins.
    mount({ render: () => null })
    Dark.set('auto')
    useSession()
    access.end('signed-out')
    serve({
      'GET /api/site/': [200, site],
      'DELETE /api/session/': [204],
    })
    return () => {
      Dark.set('auto')
      Cookies.remove('theme', { path: '/' })
    }
  })

  it('shows the site banner and the sign-in link', async () => {
    await show()
    expect(text()).toContain('Closed on Sunday.')
    expect(the('link', 'Sign in').getAttribute('href')).toBe('/sign-in')
    expect(all('link', 'Workers')).toHaveLength(0)
  })

  it('sets the title and moves the focus', async () => {
    const router = await show()
    expect(document.title).toBe(`Page not found · ${PRODUCT_NAME}`)
    await router.push('/sign-up')
    await flushPromises()
    expect(document.title).toBe(`Sign up · ${PRODUCT_NAME}`)
    expect(document.activeElement?.id).toBe('main')
  })

  it('marks the current section', async () => {
    access.grant(grant({ is_staff: true }))
    const router = await show()
    const current = () =>
      all('link')
        .filter((each) => each.getAttribute('aria-current') === 'page')
        .map(({ textContent }) => textContent.trim())
    expect(current()).toEqual([])
    await router.push('/scaling')
    await flushPromises()
    expect(current()).toEqual(['Workers'])
  })

  it('signs out from any page', async () => {
    access.grant(grant({ is_staff: true }))
    await show()
    expect(all('link', 'Workers')).toHaveLength(1)
    await openMenu('Account menu')
    const [signOut] = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].slice(-1)
    signOut!.click()
    await flushPromises()
    expect(the('link', 'Sign in')).toBeTruthy()
  })

  it('links to the admin for staff only', async () => {
    access.grant(grant())
    await show()
    await openMenu('Account menu')
    expect(text()).not.toContain('Admin')
    access.grant(grant({ is_staff: true }))
    await flushPromises()
    expect(document.querySelector('[role=menuitem][href="/admin-login"]')).not.toBeNull()
  })

  it('shows a scheduled deletion and cancels it', async () => {
    serve({
      'GET /api/site/': [200, site],
      'DELETE /api/users/me/deletion/': [204],
      'GET /api/users/me/': [200, user()],
    })
    access.grant(grant({ deletion_due_at: '2026-03-16T10:00:00Z' }))
    await show()
    expect(text()).toContain('will be deleted on Mar 16, 2026')
    await press('Cancel deletion')
    expect(text()).not.toContain('will be deleted')
  })

  it.each([
    ['a member', false, false, 0],
    ['staff', true, false, 1],
    ['a member of a site that is open', false, true, 1],
  ])('links %s to the workers if permitted', async (_who, isStaff, isOpen, links) => {
    access.grant(grant({ is_staff: isStaff }))
    await show()
    useSite().value = { ...site, scaling_open: isOpen }
    await flushPromises()
    expect(all('link', 'Workers')).toHaveLength(links)
  })

  it('offers languages and themes in one menu', async () => {
    await show()
    await openMenu('Language and theme')
    const offered = [...document.querySelectorAll('[role=menuitemradio]')]
    expect(offered.map((choice) => choice.textContent.trim())).toEqual([
      ...LANGUAGES.map(languageName),
      'Light',
      'Dark',
      'System',
    ])
    const chosen = offered.filter((choice) => choice.getAttribute('aria-checked') === 'true')
    expect(chosen.map((choice) => choice.textContent.trim())).toEqual(['English', 'System'])
  })

  it('keeps a choice with the account, and the initials in view', async () => {
    access.grant(grant({ handle: 'marlow' }))
    const server = serve({ 'PATCH /api/users/me/': [200, grant().user] })
    await show()
    expect(the('button', 'Account menu').textContent).toContain('MA')
    await openMenu('Language and theme')
    const dark = [...document.querySelectorAll<HTMLElement>('[role=menuitemradio]')].find(
      (choice) => choice.textContent.includes('Dark'),
    )
    dark!.click()
    await flushPromises()
    expect(server.lastBody('PATCH /api/users/me/')).toEqual({ theme: 'dark' })
  })

  it('applies the preferences of the account at sign-in', async () => {
    await show()
    access.grant(grant({ theme: 'dark' }))
    await flushPromises()
    expect(Dark.isActive).toBe(true)
    expect(Cookies.get('theme')).toBe('dark')
  })

  describe('when the code of a page cannot be loaded', () => {
    // As Vite's loader does it: the event, then the error.
    const gone = () => {
      const error = new TypeError('Failed to fetch dynamically imported module')
      window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: error }))
      return Promise.reject(error)
    }

    async function click(isOnline: boolean) {
      vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOnline)
      const router = await show('/nowhere', [{ path: '/gone', name: 'gone', component: gone }])
      await router.push('/gone?day=1').catch(() => {})
      await flushPromises()
      return router
    }

    it('loads the new version at the page that was meant', async () => {
      const assign = vi.spyOn(window.location, 'assign').mockImplementation(() => {})
      await click(true)
      expect(the('alert').textContent).toContain('There is a new version')
      await press('Load the new version')
      expect(assign).toHaveBeenCalledWith('/gone?day=1')
    })

    it('says that it is offline, and tries again', async () => {
      const router = await click(false)
      expect(the('alert').textContent).toContain('You are offline')
      router.removeRoute('gone')
      await press('Try again')
      expect(router.currentRoute.value.fullPath).toBe('/gone?day=1')
      await flushPromises()
      expect(all('alert')).toHaveLength(0)
    })
  })

  it('reports an unreachable server', async () => {
    useSession().unreachable = true
    await show()
    expect(the('alert').textContent).toContain('The server cannot be reached.')
  })
})
