import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, the, type } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { access } from '@/api/access'
import SignInPage from './SignInPage.vue'

const grant = { access: 'token', user: { id: 1, email: 'alice@example.com', handle: 'alice' } }
const demo = { email: 'demo@example.com', password: 'demo' }
const site = { banner: '', upload_limit_bytes: 1, demo, scaling_open: false }

async function fillIn() {
  await type('Email', 'alice@example.com')
  await type('Password', 'correct horse')
  document.querySelector('form')!.dispatchEvent(new Event('submit'))
  await flushPromises()
}

describe('signing in', () => {
  beforeEach(() => access.end('signed-out'))

  it('leads to where one wanted to go', async () => {
    const server = serve({ 'GET /api/site/': [200, site], 'POST /api/session/': [200, grant] })
    const { router } = await open(SignInPage, { query: { next: '/account' } })
    await fillIn()
    expect(JSON.parse(server.asked('POST /api/session/')[0]!.data as string)).toEqual({
      email: 'alice@example.com',
      password: 'correct horse',
    })
    expect(router.currentRoute.value.path).toBe('/account')
  })

  it('says why it was refused', async () => {
    serve({ 'POST /api/session/': problem(401, 'No account with these details.') })
    await open(SignInPage)
    await fillIn()
    expect(the('alert').textContent).toContain('No account with these details.')
  })

  it('says how to mend a lost connection', async () => {
    serve({})
    await open(SignInPage)
    await fillIn()
    expect(the('alert').textContent).toContain('Check your connection')
  })

  it('asks for what is missing before it asks the server', async () => {
    const server = serve({})
    await open(SignInPage)
    document.querySelector('form')!.dispatchEvent(new Event('submit'))
    await flushPromises()
    expect(document.body.textContent).toContain('This is needed.')
    expect(server.asked('POST /api/session/')).toHaveLength(0)
  })

  it('takes one click as the demo user', async () => {
    const server = serve({ 'POST /api/session/': [200, grant] })
    const { router } = await open(SignInPage)
    await press('Continue as the demo user')
    expect(JSON.parse(server.asked('POST /api/session/')[0]!.data as string)).toEqual(demo)
    expect(router.currentRoute.value.path).toBe('/statements')
  })

  it('can show the password that was typed', async () => {
    await open(SignInPage)
    await press('Show password')
    expect(all('textbox', 'Password')[0]!.getAttribute('type')).toBe('text')
    await press('Hide password')
    expect(all('textbox', 'Password')[0]!.getAttribute('type')).toBe('password')
  })
})
