import { beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { open } from '../../../test/mount'
import { press, the } from '../../../test/screen'
import { coded, serve } from '../../../test/server'
import AdminDoorPage from './AdminDoorPage.vue'

const OPEN = 'POST /api/admin-session/'

describe('the door of the admin', () => {
  let assign: MockInstance<typeof window.location.assign>

  beforeEach(() => {
    assign = vi.spyOn(window.location, 'assign').mockReturnValue(undefined)
  })

  it('opens its session and goes to the page that was asked for', async () => {
    serve({ [OPEN]: [204] })
    await open(AdminDoorPage, { query: { next: '/admin/accounts/user/' } })
    expect(assign).toHaveBeenCalledExactlyOnceWith('/admin/accounts/user/')
  })

  it('leads nowhere else', async () => {
    serve({ [OPEN]: [204] })
    await open(AdminDoorPage, { query: { next: 'https://evil.example/' } })
    expect(assign).toHaveBeenCalledExactlyOnceWith('/admin/')
  })

  it('says what is needed first, and where', async () => {
    serve({ [OPEN]: coded(403, 'second_factor_needed', 'Add a second factor first.') })
    await open(AdminDoorPage)
    expect(the('alert').textContent).toContain('Add a second factor first.')
    expect(the('link', 'Add a second factor').getAttribute('href')).toBe('/account/security')
    expect(assign).not.toHaveBeenCalled()
  })

  it('may be tried again', async () => {
    serve({})
    await open(AdminDoorPage)
    serve({ [OPEN]: [204] })
    await press('Try again')
    expect(assign).toHaveBeenCalledOnce()
  })

  it('stays shut for others', async () => {
    serve({ [OPEN]: coded(403, 'permission_denied', 'For staff only.') })
    await open(AdminDoorPage)
    expect(the('alert').textContent).toContain('For staff only.')
  })
})
