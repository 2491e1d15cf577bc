import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { all, text, type } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { access } from '@/api/access'
import SignUpPage from './SignUpPage.vue'

const user = { id: 1, email: 'alice@example.com', handle: 'alice' }

async function fillIn({ handle = 'alice', password = 'correct horse' } = {}) {
  await type('Email', 'alice@example.com')
  await type('Handle', handle)
  await type('Password', password)
  document.querySelector('form')!.dispatchEvent(new Event('submit'))
  await flushPromises()
}

describe('signing up', () => {
  beforeEach(() => access.end('signed-out'))

  it('makes an account and signs in', async () => {
    serve({
      'POST /api/users/': [201, user],
      'POST /api/session/': [200, { access: 'token', user }],
    })
    const { router } = await open(SignUpPage)
    await fillIn()
    expect(router.currentRoute.value.path).toBe('/statements')
    expect(access.token).toBe('token')
  })

  it('shows what the server refuses at its field, and only there', async () => {
    const errors = [{ field: 'handle', code: 'unique', message: 'This handle is taken.' }]
    serve({ 'POST /api/users/': problem(400, 'This handle is taken.', errors) })
    await open(SignUpPage)
    await fillIn()
    expect(text().split('This handle is taken.')).toHaveLength(2)
    expect(all('textbox', 'Handle')[0]!.getAttribute('aria-invalid')).toBe('true')
  })

  it('shows any other refusal above the form', async () => {
    serve({ 'POST /api/users/': problem(429, 'Too many attempts. Wait a minute.') })
    await open(SignUpPage)
    await fillIn()
    expect(all('alert')[0]!.textContent).toContain('Too many attempts.')
  })

  it('tells what cannot be right before it asks the server', async () => {
    const server = serve({})
    await open(SignUpPage)
    await fillIn({ handle: 'a b', password: 'short' })
    expect(text()).toContain('Use 3 to 30 letters, digits or underscores.')
    expect(server.asked('POST /api/users/')).toHaveLength(0)
  })
})
