import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, submit, text, the, type } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { useSite } from '@/api/site'
import SignUpPage from './SignUpPage.vue'

const SIGN_UP = 'POST /api/users/'
const site = {
  banner: '',
  upload_limit_bytes: 1,
  demo: null,
  scaling_open: false,
  mailbox: true,
}

async function fillIn({ handle = 'alice', password = 'correct horse' } = {}) {
  await type('Email', 'alice@example.com')
  await type('Handle', handle)
  await type('Password', password)
  await submit()
}

describe('signing up', () => {
  it('leads to the mailbox', async () => {
    const server = serve({
      [SIGN_UP]: [202, { detail: 'We have sent a mail to alice@example.com.' }],
    })
    await open(SignUpPage)
    await fillIn()
    expect(server.told(SIGN_UP)).toEqual({
      email: 'alice@example.com',
      handle: 'alice',
      password: 'correct horse',
    })
    expect(text()).toContain('We have sent a mail to alice@example.com.')
    expect(all('link', 'open its mailbox')).toHaveLength(0)
  })

  it('shows where the mails are on a site that sends none', async () => {
    useSite().value = site
    serve({ [SIGN_UP]: [202, { detail: 'We have sent a mail.' }] })
    await open(SignUpPage)
    await fillIn()
    expect(the('link', 'open its mailbox').getAttribute('href')).toBe('/mailbox/')
    await press('Use another address')
    expect(the('textbox', 'Email')).toBeTruthy()
  })

  it('shows what the server refuses at its field, and only there', async () => {
    const errors = [{ field: 'handle', code: 'unique', message: 'This handle is taken.' }]
    serve({ [SIGN_UP]: problem(400, 'This handle is taken.', errors) })
    await open(SignUpPage)
    await fillIn()
    expect(text().split('This handle is taken.')).toHaveLength(2)
    expect(all('textbox', 'Handle')[0]!.getAttribute('aria-invalid')).toBe('true')
  })

  it('says what is wrong with an address in its own words, not in the browser’s', async () => {
    const server = serve({})
    await open(SignUpPage)
    await type('Email', 'alice')
    await press('Sign up')
    expect(text()).toContain('An email address looks like name@example.com.')
    expect(server.asked(SIGN_UP)).toHaveLength(0)
  })

  it('shows any other refusal above the form', async () => {
    serve({ [SIGN_UP]: problem(429, 'Too many attempts. Wait a minute.') })
    await open(SignUpPage)
    await fillIn()
    expect(all('alert')[0]!.textContent).toContain('Too many attempts.')
  })

  it('tells what cannot be right before it asks the server', async () => {
    const server = serve({})
    await open(SignUpPage)
    await fillIn({ handle: 'a b', password: 'short' })
    expect(text()).toContain('Use 3 to 30 letters, digits or underscores.')
    expect(server.asked(SIGN_UP)).toHaveLength(0)
  })
})
