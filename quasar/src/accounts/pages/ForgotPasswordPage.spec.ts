import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { submit, text, the, type } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import ForgotPasswordPage from './ForgotPasswordPage.vue'

const ASK = 'POST /api/password-resets/'

describe('a forgotten password', () => {
  it('is mended by a mail', async () => {
    const server = serve({
      [ASK]: [202, { detail: 'We have sent a mail, if there is an account.' }],
    })
    await open(ForgotPasswordPage)
    await type('Email', 'alice@example.com')
    await submit()
    expect(server.told(ASK)).toEqual({ email: 'alice@example.com' })
    expect(text()).toContain('We have sent a mail, if there is an account.')
  })

  it('is not asked for too often', async () => {
    serve({ [ASK]: problem(429, 'Too many attempts. Wait a minute.') })
    await open(ForgotPasswordPage)
    await type('Email', 'alice@example.com')
    await submit()
    expect(the('alert').textContent).toContain('Too many attempts.')
  })
})
