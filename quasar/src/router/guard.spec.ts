import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { grant } from '../../test/people'
import { problem, serve } from '../../test/server'
import { access } from '@/api/access'
import { adminPath, admit, afterSignIn } from './guard'
import { routes } from './routes'

function routerOf() {
  const flat = routes[0]!.children!.map((route) => ({
    ...route,
    path: `/${route.path}`,
    component: { render: () => null },
    children: [],
  }))
  const router = createRouter({ history: createMemoryHistory(), routes: flat as typeof routes })
  admit(router)
  return router
}

async function visit(path: string) {
  const router = routerOf()
  await router.push(path)
  return router.currentRoute.value.fullPath
}

describe('a guest', () => {
  beforeEach(() => {
    access.end('signed-out')
    serve({ 'POST /api/session/refresh/': problem(401, 'No session.') })
  })

  it('is led to sign in, and the way back is kept', async () => {
    expect(await visit('/statements/s1?a=b')).toBe('/sign-in?next=/statements/s1?a=b')
    expect(await visit('/account')).toBe('/sign-in?next=/account')
  })

  it.each(['/', '/sign-up', '/nowhere'])('may see %s', async (path) => {
    expect(await visit(path)).toBe(path)
  })
})

describe('on a page that a server rendered', () => {
  beforeEach(() => {
    access.end('signed-out')
    serve({ 'POST /api/session/refresh/': problem(401, 'No session.') })
    document.body.dataset.serverRendered = ''
    return () => void delete document.body.dataset.serverRendered
  })

  it('nobody is led away before it has come alive, and then as everywhere', async () => {
    const router = routerOf()
    await router.push('/account?a=b')
    expect(router.currentRoute.value.fullPath).toBe('/account?a=b')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/sign-in?next=/account?a=b')
  })
})

describe('a member', () => {
  beforeEach(() => void serve({ 'POST /api/session/refresh/': [200, grant()] }))

  it('is led past the doors', async () => {
    expect(await visit('/')).toBe('/spending')
    expect(await visit('/sign-in?next=/account')).toBe('/account')
  })

  it('is led to the admin by way of its own door', async () => {
    expect(await visit('/sign-in?next=/admin/?q%3Da')).toBe('/admin-door?next=/admin/?q=a')
  })

  it('sees the own pages', async () => {
    expect(await visit('/statements')).toBe('/statements')
  })
})

describe('the way after signing in', () => {
  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', undefined, ['/a', '/b']])(
    'never leads to %s',
    (next) => expect(afterSignIn(next)).toBe('/spending'),
  )

  it.each([
    ['/admin', '/admin'],
    ['/admin/accounts/user/?q=a', '/admin/accounts/user/?q=a'],
    ['/flower/', '/flower/'],
    ['/administration', undefined],
    ['https://evil.example/admin/', undefined],
    [undefined, undefined],
  ])('takes %s for a page of the admin, or not', (next, admin) =>
    expect(adminPath(next)).toBe(admin),
  )
})
