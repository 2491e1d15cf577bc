import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { submit, text, the, type } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import ForgotPasswordPage from './ForgotPasswordPage.vue'

const REQUEST = 'POST /api/password-resets/'

describe('ForgotPasswordPage', () => {
  it('sends an email', async () => {
    const server = serve({
      [REQUEST]: [202, { detail: 'We have sent a mail, if there is an account.' }],
    })
    await open(ForgotPasswordPage)
    await type('Email', 'alice@example.com')
    await submit()
    expect(server.lastBody(REQUEST)).toEqual({ email: 'alice@example.com' })
    expect(text()).toContain('We have sent a mail, if there is an account.')
  })

  it('shows the rate limit', async () => {
    serve({ [REQUEST]: problem(429, 'Too many attempts. Wait a minute.') })
    await open(ForgotPasswordPage)
    await type('Email', 'alice@example.com')
    await submit()
    expect(the('alert').textContent).toContain('Too many attempts.')
  })
})
