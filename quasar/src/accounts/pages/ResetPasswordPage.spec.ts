import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { grant } from '../../../test/people'
import { submit, text, the, type } from '../../../test/screen'
import { coded, serve } from '../../../test/server'
import { access } from '@/api/access'
import ResetPasswordPage from './ResetPasswordPage.vue'

const RESET = 'POST /api/password-resets/confirm/'
const query = { uid: 'u1', token: 't1' }

describe('setting a new password', () => {
  it('ends every session and leads to the sign-in', async () => {
    access.grant(grant())
    const server = serve({ [RESET]: [204] })
    await open(ResetPasswordPage, { query })
    await type('New password', 'battery staple')
    await submit()
    expect(server.told(RESET)).toEqual({ ...query, password: 'battery staple' })
    expect(text()).toContain('The new password is set')
    expect(access.token).toBeNull()
    expect(the('link', 'Sign in').getAttribute('href')).toBe('/sign-in')
  })

  it('says at the field what is wrong with it', async () => {
    const errors = [{ field: 'password', code: 'common', message: 'This password is too common.' }]
    serve({ [RESET]: coded(400, 'invalid', 'Refused.', { errors }) })
    await open(ResetPasswordPage, { query })
    await type('New password', 'password1')
    await submit()
    expect(text()).toContain('This password is too common.')
  })

  it('offers another link where this one is spent', async () => {
    serve({ [RESET]: coded(400, 'link_spent', 'This link has been used or is too old.') })
    await open(ResetPasswordPage, { query })
    await type('New password', 'battery staple')
    await submit()
    expect(the('link', 'Ask for another link').getAttribute('href')).toBe('/forgot-password')
  })

  it('says so where the link is broken', async () => {
    await open(ResetPasswordPage, { query: { uid: 'u1' } })
    expect(text()).toContain('This link is incomplete')
  })
})
