import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { stubRoutes } from '../../test/routes'
import { grant } from '../../test/users'
import { problem, serve } from '../../test/server'
import { access } from '@/api/access'
import * as language from '@/i18n/language'
import { START_PATH } from '@/product'
import { adminPath, installGuard, installMessages, pathAfterSignIn } from './guard'

function guardedRouter() {
  const router = createRouter({ history: createMemoryHistory(), routes: stubRoutes() })
  installGuard(router)
  return router
}

async function visit(path: string) {
  const router = guardedRouter()
  await router.push(path)
  return router.currentRoute.value.fullPath
}

describe('a guest', () => {
  beforeEach(() => {
    access.end('signed-out')
    serve({ 'POST /api/session/refresh/': problem(401, 'No session.') })
  })

  it('is redirected to the sign-in with the requested path', async () => {
    expect(await visit('/account/data?a=b')).toBe('/sign-in?next=/account/data?a=b')
    expect(await visit('/account')).toBe('/sign-in?next=/account')
  })

  it('sees the workers if the site shows them to everybody', async () => {
    serve({ 'GET /api/site/': [200, { scaling_public: true }] })
    expect(await visit('/scaling')).toBe('/scaling')
  })

  it.each(['/', '/sign-up', '/nowhere'])('may see %s', async (path) => {
    expect(await visit(path)).toBe(path)
  })
})

describe('the messages of a page', () => {
  function messageRouter() {
    const router = createRouter({ history: createMemoryHistory(), routes: stubRoutes() })
    installMessages(router)
    return router
  }

  it('are loaded before it opens', async () => {
    const loaded = Promise.withResolvers<void>()
    const load = vi.spyOn(language, 'loadSlice').mockReturnValue(loaded.promise)
    const router = messageRouter()
    const visit = router.push('/scaling')
    await flushPromises()
    expect(load).toHaveBeenCalledExactlyOnceWith('scaling')
    expect(router.currentRoute.value.path).toBe('/')
    loaded.resolve()
    await visit
    expect(router.currentRoute.value.path).toBe('/scaling')
  })

  it('keep it closed if they cannot be loaded', async () => {
    vi.spyOn(language, 'loadSlice').mockRejectedValue(new TypeError('Failed to fetch'))
    await expect(messageRouter().push('/scaling')).rejects.toThrow('Failed to fetch')
  })
})

describe('on a server-rendered page', () => {
  beforeEach(() => {
    access.end('signed-out')
    serve({ 'POST /api/session/refresh/': problem(401, 'No session.') })
    document.body.dataset.serverRendered = ''
    return () => void delete document.body.dataset.serverRendered
  })

  it('redirects happen after hydration', async () => {
    const router = guardedRouter()
    await router.push('/account?a=b')
    expect(router.currentRoute.value.fullPath).toBe('/account?a=b')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/sign-in?next=/account?a=b')
  })
})

describe('a member', () => {
  beforeEach(() => void serve({ 'POST /api/session/refresh/': [200, grant()] }))

  it('is redirected from guest pages', async () => {
    expect(await visit('/')).toBe(START_PATH)
    expect(await visit('/sign-in?next=/account')).toBe('/account')
  })

  it('is redirected to the admin login', async () => {
    expect(await visit('/sign-in?next=/admin/?q%3Da')).toBe('/admin-login?next=/admin/?q=a')
  })

  it('is redirected from the former path of the admin login', async () => {
    expect(await visit('/admin-door?next=/flower/')).toBe('/admin-login?next=/flower/')
  })

  it('sees member pages', async () => {
    expect(await visit('/account/data')).toBe('/account/data')
  })
})

describe('the redirect after signing in', () => {
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', undefined, ['/a', '/b']])(
    'never leads to %s',
    (next) => expect(pathAfterSignIn(next)).toBe(START_PATH),
  )

  it.each([
    ['/admin', '/admin'],
    ['/admin/accounts/user/?q=a', '/admin/accounts/user/?q=a'],
    ['/flower/', '/flower/'],
    ['/administration', undefined],
    ['https://evil.example/admin/', undefined],
    [undefined, undefined],
  ])('recognizes %s as a page of the admin, or not', (next, admin) =>
    expect(adminPath(next)).toBe(admin),
  )
})
