import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { press, text } from '../../test/screen'
import { serve } from '../../test/server'
import { grant, user } from '../../test/users'
import { access } from '@/api/access'
import OfflineNotice from './OfflineNotice.vue'

describe('OfflineNotice', () => {
  beforeEach(() => access.end('signed-out'))
  afterEach(() => access.end('signed-out'))

  it('says from when the page is, and loads it again', async () => {
    const reload = vi.spyOn(window.location, 'reload').mockReturnValue(undefined)
    mount(OfflineNotice, {
      props: { since: new Date(2026, 10, 30, 14, 5).getTime() },
      attachTo: document.body,
    })
    expect(text()).toContain('No connection.')
    expect(text()).toMatch(/loaded on Nov 30, 2026, 2:05/)
    await press('Try again')
    expect(reload).toHaveBeenCalledOnce()
  })

  it('renews the session when the network is back', async () => {
    access.presume(user())
    serve({ 'POST /api/session/refresh/': [200, grant({}, 'fresh')] })
    mount(OfflineNotice, { props: { since: Date.now() } })
    window.dispatchEvent(new Event('online'))
    await vi.waitFor(() => expect(access.token).toBe('fresh'))
    await flushPromises()
  })
})
