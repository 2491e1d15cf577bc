import { describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { grant } from '../../../test/users'
import { submit, text, the, type } from '../../../test/screen'
import { codedProblem, serve } from '../../../test/server'
import { access } from '@/api/access'
import ResetPasswordPage from './ResetPasswordPage.vue'

const RESET = 'POST /api/password-resets/confirm/'
const hash = '#uid=u1&token=t1%3A%2B'
const link = { uid: 'u1', token: 't1:+' }

describe('ResetPasswordPage', () => {
  it('ends all sessions and links to the sign-in', async () => {
    access.grant(grant())
    const server = serve({ [RESET]: [204] })
    await open(ResetPasswordPage, { hash })
    await type('New password', 'battery staple')
    await submit()
    expect(server.lastBody(RESET)).toEqual({ ...link, password: 'battery staple' })
    expect(text()).toContain('Your password has been reset')
    expect(access.token).toBeNull()
    expect(the('link', 'Sign in').getAttribute('href')).toBe('/sign-in')
  })

  it('shows the error at the field', async () => {
    const errors = [{ field: 'password', code: 'common', message: 'This password is too common.' }]
    serve({ [RESET]: codedProblem(400, 'invalid', 'Rejected.', { errors }) })
    await open(ResetPasswordPage, { hash })
    await type('New password', 'password1')
    await submit()
    expect(text()).toContain('This password is too common.')
  })

  it('offers a new link if this one was used', async () => {
    serve({ [RESET]: codedProblem(400, 'link_spent', 'This link has been used or is too old.') })
    await open(ResetPasswordPage, { hash })
    await type('New password', 'battery staple')
    await submit()
    expect(the('link', 'Request a new link').getAttribute('href')).toBe('/forgot-password')
  })

  it('reloads for another link', async () => {
    const reload = vi.spyOn(window.location, 'reload').mockReturnValue(undefined)
    const { router } = await open(ResetPasswordPage, { hash })
    expect(router.currentRoute.value.fullPath).toBe('/here')
    expect(reload).not.toHaveBeenCalled()
    await router.push({ path: '/here', hash: '#uid=u1&token=t2' })
    expect(reload).toHaveBeenCalledOnce()
  })

  it('reports an incomplete link', async () => {
    await open(ResetPasswordPage, { hash: '#uid=u1' })
    expect(text()).toContain('This link is incomplete')
  })
})
