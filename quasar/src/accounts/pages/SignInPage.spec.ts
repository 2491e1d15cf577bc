import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { stubAuthenticator } from '../../../test/authenticator'
import { open } from '../../../test/mount'
import { grant } from '../../../test/users'
import { all, press, submit, text, the, type } from '../../../test/screen'
import { codedProblem, problem, serve } from '../../../test/server'
import { access } from '@/api/access'
import { useSite } from '@/api/useSite'
import { START_PATH } from '@/product'
import { useSession } from '../session'
import SignInPage from './SignInPage.vue'

const SIGN_IN = 'POST /api/session/'
const CODE = 'POST /api/session/second-factor/'
const PASSKEY = 'POST /api/session/passkey/'
const demo = { email: 'demo@example.com', password: 'demo' }
const site = {
  banner: '',
  upload_limit_bytes: 1,
  demo,
  scaling_open: false,
  scaling_public: false,
  mailbox: false,
}

async function fillIn() {
  await type('Email', 'alice@example.com')
  await type('Password', 'correct horse')
  await submit()
}

describe('password', () => {
  beforeEach(() => {
    access.end('signed-out')
  })

  it('redirects to the requested page', async () => {
    const server = serve({ 'GET /api/site/': [200, site], [SIGN_IN]: [200, grant()] })
    const { router } = await open(SignInPage, { query: { next: '/account' } })
    await fillIn()
    expect(server.lastBody(SIGN_IN)).toEqual({
      email: 'alice@example.com',
      password: 'correct horse',
    })
    expect(router.currentRoute.value.path).toBe('/account')
  })

  it('redirects to the admin login', async () => {
    serve({ [SIGN_IN]: [200, grant({ is_staff: true })] })
    const { router } = await open(SignInPage, { query: { next: '/admin/' } })
    await fillIn()
    expect(router.currentRoute.value.fullPath).toBe('/admin-login?next=/admin/')
  })

  it('shows why it was rejected', async () => {
    serve({ [SIGN_IN]: problem(401, 'No account with these details.') })
    await open(SignInPage)
    await fillIn()
    expect(the('alert').textContent).toContain('No account with these details.')
  })

  it('reports an unreachable server', async () => {
    serve({})
    await open(SignInPage)
    await fillIn()
    expect(the('alert').textContent).toContain('Check your connection')
  })

  it('validates before the request', async () => {
    const server = serve({})
    await open(SignInPage)
    await submit()
    expect(text()).toContain('This field is required.')
    expect(server.requestsTo(SIGN_IN)).toHaveLength(0)
  })

  it('signs in to the demo by one click', async () => {
    useSite().value = site
    const server = serve({ [SIGN_IN]: [200, grant()] })
    const { router } = await open(SignInPage)
    await press('Try the demo')
    expect(server.lastBody(SIGN_IN)).toEqual(demo)
    expect(router.currentRoute.value.path).toBe(START_PATH)
  })

  it('shows the typed password', async () => {
    await open(SignInPage)
    await press('Show password')
    expect(all('textbox', 'Password')[0]!.getAttribute('type')).toBe('text')
    await press('Hide password')
    expect(all('textbox', 'Password')[0]!.getAttribute('type')).toBe('password')
  })

  it('warns of a reused session and links to the password reset', async () => {
    useSession()
    access.end('replayed')
    serve({})
    await open(SignInPage)
    expect(the('alert').textContent).toContain('An old copy of your session was used.')
    expect(the('link', 'Change password').getAttribute('href')).toBe('/forgot-password')
  })
})

describe('second factor', () => {
  const challenged = codedProblem(401, 'second_factor_required', 'Enter the code.', {
    challenge: 'c1',
  })

  beforeEach(() => access.end('signed-out'))

  it('accepts a code of the app', async () => {
    const server = serve({ [SIGN_IN]: challenged, [CODE]: [200, grant()] })
    const { router } = await open(SignInPage)
    await fillIn()
    expect(router.currentRoute.value.path).toBe('/here')
    await type('6-digit code', '123456')
    await submit()
    expect(server.lastBody(CODE)).toEqual({ challenge: 'c1', code: '123456' })
    expect(router.currentRoute.value.path).toBe(START_PATH)
  })

  it('accepts a recovery code and shows its error', async () => {
    const server = serve({
      [SIGN_IN]: challenged,
      [CODE]: codedProblem(401, 'code_wrong', 'Wrong code.'),
    })
    await open(SignInPage)
    await fillIn()
    await press('Use a recovery code')
    await type('Recovery code', 'abcd-efgh')
    await submit()
    expect(server.lastBody(CODE)).toEqual({ challenge: 'c1', code: 'abcd-efgh' })
    expect(the('alert').textContent).toContain('Wrong code.')
    await press('Start over')
    expect(all('textbox', 'Email')).toHaveLength(1)
  })
})

describe('passkey', () => {
  const responses = {
    'POST /api/session/passkey/options/': [200, { ceremony: 'y1', options: { rpId: 'x' } }],
    [PASSKEY]: [200, grant()],
  } satisfies Parameters<typeof serve>[0]

  beforeEach(() => {
    access.end('signed-out')
  })

  it('signs in by button', async () => {
    const { get } = stubAuthenticator()
    const server = serve(responses)
    const { router } = await open(SignInPage)
    await press('Sign in with a passkey')
    expect(get).toHaveBeenCalledExactlyOnceWith({ publicKey: { rpId: 'x' } })
    expect(server.lastBody(PASSKEY)).toEqual({ ceremony: 'y1', credential: { id: 'k1' } })
    expect(router.currentRoute.value.path).toBe(START_PATH)
  })

  it('is suggested by autofill', async () => {
    const { get } = stubAuthenticator()
    vi.spyOn(PublicKeyCredential, 'isConditionalMediationAvailable').mockResolvedValue(true)
    const server = serve(responses)
    const { router } = await open(SignInPage)
    await flushPromises()
    expect(get.mock.calls[0]![0]).toMatchObject({ mediation: 'conditional' })
    expect(server.requestsTo(PASSKEY)).toHaveLength(1)
    expect(router.currentRoute.value.path).toBe(START_PATH)
  })

  it('explains a cancelled dialog', async () => {
    const { get } = stubAuthenticator()
    get.mockRejectedValue(new DOMException('No.', 'NotAllowedError'))
    serve(responses)
    await open(SignInPage)
    await press('Sign in with a passkey')
    expect(the('alert').textContent).toContain('Cancelled, or no passkey found')
  })

  it('reports an unknown passkey', async () => {
    stubAuthenticator()
    serve({
      ...responses,
      [PASSKEY]: codedProblem(401, 'passkey_unknown', 'This passkey is not known.'),
    })
    await open(SignInPage)
    await press('Sign in with a passkey')
    expect(the('alert').textContent).toContain('This passkey is not known.')
  })

  it('is hidden without browser support', async () => {
    serve({})
    await open(SignInPage)
    expect(all('button', 'Sign in with a passkey')).toHaveLength(0)
  })
})

describe('social login', () => {
  it('redirects and keeps the requested path', async () => {
    const assign = vi.spyOn(window.location, 'assign').mockReturnValue(undefined)
    const server = serve({
      'GET /api/social/': [200, [{ backend: 'github', name: 'GitHub' }]],
      'POST /api/social/github/begin/': [200, { url: 'https://github.example/authorize' }],
    })
    await open(SignInPage, { query: { next: '/account' } })
    await press('Continue with GitHub')
    expect(server.lastBody('POST /api/social/github/begin/')).toEqual({ link: false })
    expect(assign).toHaveBeenCalledExactlyOnceWith('https://github.example/authorize')
    expect(sessionStorage.getItem('social.next')).toBe('/account')
  })

  it('reports an unreachable provider', async () => {
    serve({
      'GET /api/social/': [200, [{ backend: 'github', name: 'GitHub' }]],
      'POST /api/social/github/begin/': problem(503, 'GitHub does not respond.'),
    })
    await open(SignInPage)
    await press('Continue with GitHub')
    expect(the('alert').textContent).toContain('GitHub does not respond.')
  })
})
