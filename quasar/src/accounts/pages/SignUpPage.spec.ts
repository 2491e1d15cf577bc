import { beforeEach, describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, submit, text, the, type } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { useSite } from '@/api/useSite'
import SignUpPage from './SignUpPage.vue'

const SIGN_UP = 'POST /api/users/'
const site = {
  banner: '',
  upload_limit_bytes: 1,
  demo: null,
  scaling_open: false,
  scaling_public: false,
  mailbox: true,
}

async function fillIn({ handle = 'alice', password = 'correct horse' } = {}) {
  await type('Email', 'alice@example.com')
  await type('Username', handle)
  await type('Password', password)
  await submit()
}

describe('SignUpPage', () => {
  beforeEach(() => {
    serve({})
    useSite().value = undefined
  })

  it('names the sent email', async () => {
    const server = serve({
      [SIGN_UP]: [202, { detail: 'We have sent a mail to alice@example.com.' }],
    })
    await open(SignUpPage)
    await fillIn()
    expect(server.lastBody(SIGN_UP)).toEqual({
      email: 'alice@example.com',
      handle: 'alice',
      password: 'correct horse',
    })
    expect(text()).toContain('We have sent a mail to alice@example.com.')
    expect(all('link', 'open the test mailbox')).toHaveLength(0)
  })

  it('links to the test mailbox', async () => {
    useSite().value = site
    serve({ [SIGN_UP]: [202, { detail: 'We have sent a mail.' }] })
    await open(SignUpPage)
    await fillIn()
    expect(the('link', 'open the test mailbox').getAttribute('href')).toBe('/mailbox/')
    await press('Use another email')
    expect(the('textbox', 'Email')).toBeTruthy()
  })

  it('shows field errors only at their fields', async () => {
    const errors = [{ field: 'handle', code: 'unique', message: 'This username is taken.' }]
    serve({ [SIGN_UP]: problem(400, 'This username is taken.', errors) })
    await open(SignUpPage)
    await fillIn()
    expect(text().split('This username is taken.')).toHaveLength(2)
    expect(all('textbox', 'Username')[0]!.getAttribute('aria-invalid')).toBe('true')
  })

  it('marks every invalid field at once', async () => {
    serve({})
    await open(SignUpPage)
    await submit('Sign up')
    const invalid = all('textbox').filter((field) => field.getAttribute('aria-invalid') === 'true')
    expect(invalid).toHaveLength(3)
  })

  it('explains an invalid email in its own words', async () => {
    const server = serve({})
    await open(SignUpPage)
    await type('Email', 'alice')
    await press('Sign up')
    expect(text()).toContain('Enter a valid email address, such as name@example.com.')
    expect(server.requestsTo(SIGN_UP)).toHaveLength(0)
  })

  it('shows other errors above the form', async () => {
    serve({ [SIGN_UP]: problem(429, 'Too many attempts. Wait a minute.') })
    await open(SignUpPage)
    await fillIn()
    expect(all('alert')[0]!.textContent).toContain('Too many attempts.')
  })

  it('validates before the request', async () => {
    const server = serve({})
    await open(SignUpPage)
    await fillIn({ handle: 'a b', password: 'short' })
    expect(text()).toContain('Use 3 to 30 letters, digits or underscores.')
    expect(server.requestsTo(SIGN_UP)).toHaveLength(0)
  })
})
