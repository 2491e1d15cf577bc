import { beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { open } from '../../../test/mount'
import { press, the } from '../../../test/screen'
import { codedProblem, serve } from '../../../test/server'
import AdminLoginPage from './AdminLoginPage.vue'

const OPEN = 'POST /api/admin-session/'

describe('AdminLoginPage', () => {
  let assign: MockInstance<typeof window.location.assign>

  beforeEach(() => {
    assign = vi.spyOn(window.location, 'assign').mockReturnValue(undefined)
  })

  it('opens a session and redirects to the requested page', async () => {
    serve({ [OPEN]: [204] })
    await open(AdminLoginPage, { query: { next: '/admin/accounts/user/' } })
    expect(assign).toHaveBeenCalledExactlyOnceWith('/admin/accounts/user/')
  })

  it('ignores other paths', async () => {
    serve({ [OPEN]: [204] })
    await open(AdminLoginPage, { query: { next: 'https://evil.example/' } })
    expect(assign).toHaveBeenCalledExactlyOnceWith('/admin/')
  })

  it('links to the security page for a second factor', async () => {
    serve({ [OPEN]: codedProblem(403, 'second_factor_needed', 'Add a second factor first.') })
    await open(AdminLoginPage)
    expect(the('alert').textContent).toContain('Add a second factor first.')
    expect(the('link', 'Add a second factor').getAttribute('href')).toBe('/account/security')
    expect(assign).not.toHaveBeenCalled()
  })

  it('can be retried', async () => {
    serve({})
    await open(AdminLoginPage)
    serve({ [OPEN]: [204] })
    await press('Try again')
    expect(assign).toHaveBeenCalledOnce()
  })

  it('shows an error to other users', async () => {
    serve({ [OPEN]: codedProblem(403, 'permission_denied', 'For staff only.') })
    await open(AdminLoginPage)
    expect(the('alert').textContent).toContain('For staff only.')
  })
})
