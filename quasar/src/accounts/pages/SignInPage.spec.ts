import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { authenticator } from '../../../test/authenticator'
import { open } from '../../../test/mount'
import { grant } from '../../../test/people'
import { all, press, submit, text, the, type } from '../../../test/screen'
import { coded, problem, serve } from '../../../test/server'
import { access } from '@/api/access'
import { useSession } from '../session'
import SignInPage from './SignInPage.vue'

const SIGN_IN = 'POST /api/session/'
const CODE = 'POST /api/session/second-factor/'
const PASSKEY = 'POST /api/session/passkey/'
const demo = { email: 'demo@example.com', password: 'demo' }
const site = { banner: '', upload_limit_bytes: 1, demo, scaling_open: false, mailbox: false }

async function fillIn() {
  await type('Email', 'alice@example.com')
  await type('Password', 'correct horse')
  await submit()
}

describe('signing in', () => {
  beforeEach(() => {
    access.end('signed-out')
    return () => vi.unstubAllGlobals()
  })

  it('leads to where one wanted to go', async () => {
    const server = serve({ 'GET /api/site/': [200, site], [SIGN_IN]: [200, grant()] })
    const { router } = await open(SignInPage, { query: { next: '/account' } })
    await fillIn()
    expect(server.told(SIGN_IN)).toEqual({ email: 'alice@example.com', password: 'correct horse' })
    expect(router.currentRoute.value.path).toBe('/account')
  })

  it('leads to the admin by way of its door', async () => {
    serve({ [SIGN_IN]: [200, grant({ is_staff: true })] })
    const { router } = await open(SignInPage, { query: { next: '/admin/' } })
    await fillIn()
    expect(router.currentRoute.value.fullPath).toBe('/admin-door?next=/admin/')
  })

  it('says why it was refused', async () => {
    serve({ [SIGN_IN]: problem(401, 'No account with these details.') })
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
    await submit()
    expect(text()).toContain('This is needed.')
    expect(server.asked(SIGN_IN)).toHaveLength(0)
  })

  it('takes one click as the demo user', async () => {
    const server = serve({ [SIGN_IN]: [200, grant()] })
    const { router } = await open(SignInPage)
    await press('Continue as the demo user')
    expect(server.told(SIGN_IN)).toEqual(demo)
    expect(router.currentRoute.value.path).toBe('/spending')
  })

  it('can show the password that was typed', async () => {
    await open(SignInPage)
    await press('Show password')
    expect(all('textbox', 'Password')[0]!.getAttribute('type')).toBe('text')
    await press('Hide password')
    expect(all('textbox', 'Password')[0]!.getAttribute('type')).toBe('password')
  })

  it('warns of a stolen session, and leads to a new password', async () => {
    useSession()
    access.end('replayed')
    serve({})
    await open(SignInPage)
    expect(the('alert').textContent).toContain('Somebody used an old copy of it.')
    expect(the('link', 'Change the password').getAttribute('href')).toBe('/forgot-password')
  })
})

describe('the second step', () => {
  const challenged = coded(401, 'second_factor_required', 'Enter the code.', { challenge: 'c1' })

  beforeEach(() => access.end('signed-out'))

  it('takes the code of the app', async () => {
    const server = serve({ [SIGN_IN]: challenged, [CODE]: [200, grant()] })
    const { router } = await open(SignInPage)
    await fillIn()
    expect(router.currentRoute.value.path).toBe('/here')
    await type('Six-digit code', '123456')
    await submit()
    expect(server.told(CODE)).toEqual({ challenge: 'c1', code: '123456' })
    expect(router.currentRoute.value.path).toBe('/spending')
  })

  it('takes a recovery code, and says what is wrong with it', async () => {
    const server = serve({ [SIGN_IN]: challenged, [CODE]: coded(401, 'code_wrong', 'Wrong code.') })
    await open(SignInPage)
    await fillIn()
    await press('Use a recovery code')
    await type('Recovery code', 'abcd-efgh')
    await submit()
    expect(server.told(CODE)).toEqual({ challenge: 'c1', code: 'abcd-efgh' })
    expect(the('alert').textContent).toContain('Wrong code.')
    await press('Start over')
    expect(all('textbox', 'Email')).toHaveLength(1)
  })
})

describe('a passkey', () => {
  const answers = {
    'POST /api/session/passkey/options/': [200, { ceremony: 'y1', options: { rpId: 'x' } }],
    [PASSKEY]: [200, grant()],
  } satisfies Parameters<typeof serve>[0]

  beforeEach(() => {
    access.end('signed-out')
    return () => vi.unstubAllGlobals()
  })

  it('opens at a press of the button', async () => {
    const { get } = authenticator()
    const server = serve(answers)
    const { router } = await open(SignInPage)
    await press('Sign in with a passkey')
    expect(get).toHaveBeenCalledExactlyOnceWith({ publicKey: { rpId: 'x' } })
    expect(server.told(PASSKEY)).toEqual({ ceremony: 'y1', credential: { id: 'k1' } })
    expect(router.currentRoute.value.path).toBe('/spending')
  })

  it('is offered where the form is filled in', async () => {
    const { get } = authenticator()
    vi.spyOn(PublicKeyCredential, 'isConditionalMediationAvailable').mockResolvedValue(true)
    const server = serve(answers)
    const { router } = await open(SignInPage)
    await flushPromises()
    expect(get.mock.calls[0]![0]).toMatchObject({ mediation: 'conditional' })
    expect(server.asked(PASSKEY)).toHaveLength(1)
    expect(router.currentRoute.value.path).toBe('/spending')
  })

  it('that does not come is no riddle', async () => {
    const { get } = authenticator()
    get.mockRejectedValue(new DOMException('No.', 'NotAllowedError'))
    serve(answers)
    await open(SignInPage)
    await press('Sign in with a passkey')
    expect(the('alert').textContent).toContain("The browser's dialog was closed")
  })

  it('that nobody knows is told', async () => {
    authenticator()
    serve({ ...answers, [PASSKEY]: coded(401, 'passkey_unknown', 'This passkey is not known.') })
    await open(SignInPage)
    await press('Sign in with a passkey')
    expect(the('alert').textContent).toContain('This passkey is not known.')
  })

  it('is not offered where the browser has none', async () => {
    serve({})
    await open(SignInPage)
    expect(all('button', 'Sign in with a passkey')).toHaveLength(0)
  })
})

describe('another site', () => {
  it('vouches, and the way back is kept', async () => {
    const assign = vi.spyOn(window.location, 'assign').mockReturnValue(undefined)
    const server = serve({
      'GET /api/social/': [200, [{ backend: 'github', name: 'GitHub' }]],
      'POST /api/social/github/begin/': [200, { url: 'https://github.example/authorize' }],
    })
    await open(SignInPage, { query: { next: '/account' } })
    await press('Continue with GitHub')
    expect(server.told('POST /api/social/github/begin/')).toEqual({ link: false })
    expect(assign).toHaveBeenCalledExactlyOnceWith('https://github.example/authorize')
    expect(sessionStorage.getItem('social.next')).toBe('/account')
  })

  it('that cannot be asked is told', async () => {
    serve({
      'GET /api/social/': [200, [{ backend: 'github', name: 'GitHub' }]],
      'POST /api/social/github/begin/': problem(503, 'GitHub does not answer.'),
    })
    await open(SignInPage)
    await press('Continue with GitHub')
    expect(the('alert').textContent).toContain('GitHub does not answer.')
  })
})
