import { flushPromises, mount } from '@vue/test-utils'
import { Notify } from 'quasar'
import { createApp } from 'vue'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { stubRoutes } from '../../test/routes'
import { grant } from '../../test/users'
import { access } from '@/api/access'
import boot from './session'

// Booted once, as in the application: its listeners stay registered.
const router = createRouter({ history: createMemoryHistory(), routes: stubRoutes() })
const start = boot as unknown as (arrangement: object) => void
start({ app: createApp({}), router })

async function visit(path: string) {
  await router.push(path)
  access.grant(grant())
}

describe('the end of the session', () => {
  beforeEach(() => {
    // Mounting any application initializes Quasar's plugins.
    mount({ render: () => null })
    vi.spyOn(Notify, 'create').mockReturnValue(() => undefined)
  })

  it('by expiry redirects to the sign-in and back', async () => {
    await visit('/account/data')
    access.end('expired')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/sign-in?next=/account/data')
    expect(Notify.create).toHaveBeenCalledOnce()
  })

  it('by sign-out redirects to the home page', async () => {
    await visit('/account')
    access.end('signed-out')
    await flushPromises()
    expect(router.currentRoute.value.path).toBe('/')
  })

  it('by token reuse redirects to the sign-in from any page', async () => {
    await visit('/nowhere')
    access.end('replayed')
    await flushPromises()
    expect(router.currentRoute.value.fullPath).toBe('/sign-in')
  })

  it('by another user reloads the page', async () => {
    const reload = vi.spyOn(window.location, 'reload').mockReturnValue(undefined)
    await visit('/account')
    access.end('replaced')
    expect(reload).toHaveBeenCalled()
  })

  it('on a public page changes nothing', async () => {
    await visit('/nowhere')
    access.end('expired')
    await flushPromises()
    expect(router.currentRoute.value.path).toBe('/nowhere')
  })
})
