import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { stubAuthenticator } from '../../../test/authenticator'
import { open } from '../../../test/mount'
import { grant, user } from '../../../test/users'
import { all, press, submit, text, the, type } from '../../../test/screen'
import { codedProblem, problem, serve } from '../../../test/server'
import { access } from '@/api/access'
import { useSession } from '../session'
import SecurityPage from './SecurityPage.vue'

const NOON = '2026-03-02T12:00:00Z'
const passkey = { id: 'p1', name: 'Phone', created_at: NOON, last_used_at: null }

type Responses = Parameters<typeof serve>[0]

const responses = {
  'GET /api/second-factor/': [200, { totp: false, recovery_codes_left: 0 }],
  'GET /api/passkeys/': [200, []],
  'GET /api/social/': [200, []],
  'GET /api/social-accounts/': [200, []],
  'GET /api/users/me/': [200, user()],
} satisfies Responses

async function show(changes: Responses = {}) {
  const server = serve({ ...responses, ...changes })
  await open(SecurityPage)
  return server
}

/** The red button of the confirmation dialog. */
async function confirm() {
  ;[...document.querySelectorAll<HTMLElement>('.q-dialog button')].at(-1)!.click()
  await flushPromises()
}

beforeEach(() => {
  useSession()
  access.grant(grant())
})

describe('password', () => {
  const SET = 'PUT /api/users/me/password/'

  it('is changed without ending the session', async () => {
    const server = await show({ [SET]: [200, grant({}, 'fresh')] })
    await type('New password', 'battery staple')
    await submit()
    expect(server.lastBody(SET)).toEqual({ password: 'battery staple' })
    expect(text()).toContain('Your new password is set.')
    expect(access.token).toBe('fresh')
  })

  it('is set for the first time', async () => {
    access.grant(grant({ has_password: false }))
    await show()
    expect(the('button', 'Set a password')).toBeTruthy()
  })

  it('is rejected at its field if weak', async () => {
    const errors = [{ field: 'password', code: 'common', message: 'This password is too common.' }]
    await show({ [SET]: problem(400, 'Rejected.', errors) })
    await type('New password', 'password1')
    await submit()
    expect(text()).toContain('This password is too common.')
  })
})

describe('authenticator app', () => {
  const enrolment = { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Product:alice?secret=J' }
  const on: Responses = {
    'GET /api/second-factor/': [200, { totp: true, recovery_codes_left: 3 }],
  }

  it('is enabled by a code and shows recovery codes once', async () => {
    const server = await show({
      'POST /api/second-factor/totp/': [201, enrolment],
      'POST /api/second-factor/totp/confirm/': [
        200,
        { recovery_codes: ['aaaa-1111', 'bbbb-2222'] },
      ],
      'GET /api/users/me/': [200, user({ second_factor: true })],
    })
    await press('Set up an authenticator app')
    expect(text()).toContain('JBSW Y3DP EHPK 3PXP')
    expect(the('link', 'Open in an app').getAttribute('href')).toBe(enrolment.uri)
    await type('6-digit code', '123456')
    await submit('Set up an authenticator app')
    expect(server.lastBody('POST /api/second-factor/totp/confirm/')).toEqual({ code: '123456' })
    expect(text()).toContain('aaaa-1111')
    expect(useSession().user?.second_factor).toBe(true)
    await press('I have saved them')
    expect(text()).not.toContain('aaaa-1111')
  })

  it('copies the recovery codes', async () => {
    const writeText = vi.fn().mockResolvedValue(undefined)
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } })
    await show({
      ...on,
      'POST /api/second-factor/recovery-codes/': [200, { recovery_codes: ['cccc', 'dddd'] }],
    })
    expect(text()).toContain('3 recovery codes left.')
    await press('Generate new recovery codes')
    await press('Copy')
    expect(writeText).toHaveBeenCalledExactlyOnceWith('cccc\ndddd')
    expect(text()).toContain('Copied.')
  })

  it('is not enabled by a wrong code', async () => {
    const errors = [{ field: 'code', code: 'code_wrong', message: 'This code is wrong.' }]
    await show({
      'POST /api/second-factor/totp/': [201, enrolment],
      'POST /api/second-factor/totp/confirm/': problem(400, 'Rejected.', errors),
    })
    await press('Set up an authenticator app')
    await type('6-digit code', '000000')
    await submit('Set up an authenticator app')
    expect(text()).toContain('This code is wrong.')
    await press('Cancel')
    expect(the('button', 'Set up an authenticator app')).toBeTruthy()
  })

  it('is removed after a confirmation', async () => {
    const server = await show({ ...on, 'DELETE /api/second-factor/totp/': [204] })
    await press('Remove app')
    expect(server.requestsTo('DELETE /api/second-factor/totp/')).toHaveLength(0)
    await confirm()
    expect(server.requestsTo('DELETE /api/second-factor/totp/')).toHaveLength(1)
  })

  it('shows a failed request', async () => {
    await show({ 'GET /api/second-factor/': problem(503, 'The database is away.') })
    expect(the('alert').textContent).toContain('The database is away.')
  })
})

describe('passkeys', () => {
  const options: Responses = {
    'POST /api/passkeys/options/': [200, { ceremony: 'y1', options: { challenge: 'x' } }],
    'POST /api/passkeys/': [201, passkey],
  }

  it('are added with a name', async () => {
    stubAuthenticator()
    let added = false
    const server = await show({
      ...options,
      'GET /api/passkeys/': () => [200, added ? [passkey] : []],
      'POST /api/passkeys/': () => {
        added = true
        return [201, passkey]
      },
    })
    expect(text()).toContain('No passkeys yet.')
    await type('Passkey name', 'Phone')
    await submit('Add a passkey')
    expect(server.lastBody('POST /api/passkeys/')).toEqual({
      name: 'Phone',
      ceremony: 'y1',
      credential: { id: 'k1' },
    })
    expect(text()).toContain('PhoneAdded Mar 2, 2026')
  })

  it('are limited to one per device', async () => {
    const { create } = stubAuthenticator()
    create.mockRejectedValue(new DOMException('Known.', 'InvalidStateError'))
    await show(options)
    await type('Passkey name', 'Phone')
    await submit('Add a passkey')
    expect(the('alert').textContent).toContain('This device already has a passkey')
  })

  it('are renamed', async () => {
    const server = await show({
      'GET /api/passkeys/': [200, [passkey]],
      'PATCH /api/passkeys/p1/': [200, passkey],
    })
    await press('Rename Phone')
    const [name] = all('textbox', 'Passkey name') as HTMLInputElement[]
    expect(name!.value).toBe('Phone')
    name!.value = 'Old phone'
    name!.dispatchEvent(new Event('input'))
    name!.form!.dispatchEvent(new Event('submit'))
    await flushPromises()
    expect(server.lastBody('PATCH /api/passkeys/p1/')).toEqual({ name: 'Old phone' })
  })

  it('are removed after a confirmation', async () => {
    const server = await show({
      'GET /api/passkeys/': [200, [passkey]],
      'DELETE /api/passkeys/p1/': [204],
    })
    await press('Remove Phone')
    await confirm()
    expect(server.requestsTo('DELETE /api/passkeys/p1/')).toHaveLength(1)
  })

  it('are unavailable in browsers without support', async () => {
    await show()
    expect(text()).toContain('Passkeys are not supported by this browser')
  })
})

describe('linked accounts', () => {
  const providers: Responses = {
    'GET /api/social/': [
      200,
      [
        { backend: 'github', name: 'GitHub' },
        { backend: 'google', name: 'Google' },
      ],
    ],
    'GET /api/social-accounts/': [200, [{ backend: 'github', name: 'GitHub', created_at: NOON }]],
  }

  it('redirect to the provider for linking', async () => {
    const assign = vi.spyOn(window.location, 'assign').mockReturnValue(undefined)
    const server = await show({
      ...providers,
      'POST /api/social/google/begin/': [200, { url: 'https://google.example/' }],
    })
    expect(all('button', 'Link GitHub')).toHaveLength(0)
    await press('Link Google')
    expect(server.lastBody('POST /api/social/google/begin/')).toEqual({ link: true })
    expect(assign).toHaveBeenCalledExactlyOnceWith('https://google.example/')
  })

  it('stay linked if they are the last login method', async () => {
    await show({
      ...providers,
      'DELETE /api/social-accounts/github/': codedProblem(
        409,
        'last_way_in',
        'Set a password first.',
      ),
    })
    await press('Unlink GitHub')
    await confirm()
    expect(the('alert').textContent).toContain('Set a password first.')
  })

  it('are hidden without providers', async () => {
    await show()
    expect(text()).not.toContain('Linked accounts')
  })
})
