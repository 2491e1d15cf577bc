import { flushPromises, mount } from '@vue/test-utils'
import { Notify } from 'quasar'
import { createApp } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { grant } from '../../test/people'
import { access } from '@/api/access'
import { routes } from '@/router/routes'
import boot from './session'

async function visit(path: string) {
  const children = routes[0]!.children!.map((route) => ({
    ...route,
    component: { render: () => null },
    children: [],
  }))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: { render: () => null }, children: children as typeof routes }],
  })
  await router.push(path)
  const start = boot as unknown as (arrangement: object) => void
  start({ app: createApp({}), router })
  access.grant(grant())
  return router
}

describe('when the session ends', () => {
  beforeEach(() => {
    // Quasar's plugins come to life with the first application that uses them.
    mount({ render: () => null })
    vi.spyOn(Notify, 'create').mockReturnValue(() => undefined)
  })

  it('by itself, one is asked to sign in and comes back to the same page', async () => {
    const router = await visit('/statements/s1')
    access.end('expired')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/sign-in?next=/statements/s1')
    expect(Notify.create).toHaveBeenCalledOnce()
  })

  it('by one’s own choice, the start page follows', async () => {
    const router = await visit('/account')
    access.end('signed-out')
    await flushPromises()
    expect(router.currentRoute.value.path).toBe('/')
  })

  it('because of a stolen copy, one is asked to sign in whatever the page', async () => {
    const router = await visit('/nowhere')
    access.end('replayed')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/sign-in')
  })

  it('with somebody else in it, the page starts afresh', async () => {
    const reload = vi.spyOn(window.location, 'reload').mockReturnValue(undefined)
    await visit('/account')
    access.end('replaced')
    expect(reload).toHaveBeenCalled()
  })

  it('on a page for everybody, nothing happens', async () => {
    const router = await visit('/nowhere')
    access.end('expired')
    await flushPromises()
    expect(router.currentRoute.value.path).toBe('/nowhere')
  })
})
