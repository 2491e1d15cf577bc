import { beforeEach, describe, expect, it, vi } from 'vitest'
import { stubAuthenticator } from '../../../test/authenticator'
import { open } from '../../../test/mount'
import { grant } from '../../../test/users'
import { all, press, submit, text, the, type, until } from '../../../test/screen'
import { codedProblem, problem, serve } from '../../../test/server'
import { access } from '@/api/access'
import { requestDeletion } from '../api'
import { useSession } from '../session'
import AccountPage from './AccountPage.vue'

const DELETE = 'POST /api/users/me/deletion/'
const CONFIRM = 'POST /api/users/me/confirmation/'
const due_at = '2026-03-16T10:00:00Z'

/** A server that wants to know first that it is still the owner. */
function careful(changes: Parameters<typeof serve>[0] = {}) {
  let proved = false
  return serve({
    [DELETE]: () =>
      proved ? [202, { due_at }] : codedProblem(403, 'sign_in_again', 'Confirm first.'),
    [CONFIRM]: () => {
      proved = true
      return [204]
    },
    ...changes,
  })
}

/** Something dangerous, whatever it is. */
function attempt() {
  const outcome = open(AccountPage).then(requestDeletion)
  outcome.catch(() => undefined)
  return outcome
}

describe('AccountPage', () => {
  beforeEach(() => {
    useSession()
    access.grant(grant())
  })

  it('shows its pages as tabs', async () => {
    await open(AccountPage)
    const tabs = all('tab') as HTMLAnchorElement[]
    expect(tabs.map((tab) => [tab.textContent, tab.getAttribute('href')])).toEqual([
      ['Profile', '/account'],
      ['Security', '/account/security'],
      ['Sessions', '/account/sessions'],
      ['Data', '/account/data'],
    ])
  })
})

describe('a sensitive action', () => {
  beforeEach(() => {
    useSession()
    access.grant(grant())
  })

  it('runs after the password', async () => {
    const server = careful()
    const outcome = attempt()
    await until(() => the('textbox', 'Password'))
    await type('Password', 'correct horse')
    await submit()
    await expect(outcome).resolves.toBe(due_at)
    expect(server.lastBody(CONFIRM)).toEqual({ password: 'correct horse' })
    expect(server.requestsTo(DELETE)).toHaveLength(2)
  })

  it('asks again after a wrong password', async () => {
    const errors = [{ field: 'password', code: 'wrong', message: 'This is not it.' }]
    careful({ [CONFIRM]: problem(400, 'Rejected.', errors) })
    void attempt()
    await until(() => the('textbox', 'Password'))
    await type('Password', 'wrong')
    await submit()
    expect(text()).toContain('This is not it.')
  })

  it('runs after a code', async () => {
    access.grant(grant({ second_factor: true }))
    const server = careful()
    const outcome = attempt()
    await until(() => the('button', 'Use code'))
    await press('Use code')
    await type('6-digit code', '123456')
    await submit()
    await outcome
    expect(server.lastBody(CONFIRM)).toEqual({ code: '123456' })
  })

  it('offers no password if a second factor is required', async () => {
    access.grant(grant({ second_factor: true }))
    const codes = ['sign_in_again', 'second_factor_proof_needed']
    const server = careful({
      [DELETE]: () => {
        const code = codes.shift()
        return code ? codedProblem(403, code, 'Confirm first.') : [202, { due_at }]
      },
      [CONFIRM]: [204],
    })
    const outcome = attempt()
    await until(() => the('textbox', 'Password'))
    await type('Password', 'correct horse')
    await submit()
    await until(() => the('textbox', '6-digit code'))
    expect(text()).toContain('A password is not enough here')
    expect(all('textbox', 'Password')).toHaveLength(0)
    expect(all('button', 'Use password')).toHaveLength(0)
    await type('6-digit code', '123456')
    await submit()
    await outcome
    expect(server.requestsTo(CONFIRM)).toHaveLength(2)
    expect(server.requestsTo(DELETE)).toHaveLength(3)
  })

  it('runs after a passkey', async () => {
    stubAuthenticator()
    const server = careful({
      'GET /api/passkeys/': [200, [{ id: 'p1', name: 'Phone' }]],
      'POST /api/session/passkey/options/': [200, { ceremony: 'y1', options: {} }],
    })
    const outcome = attempt()
    await until(() => the('button', 'Use passkey'))
    await press('Use passkey')
    await outcome
    expect(server.lastBody(CONFIRM)).toEqual({ ceremony: 'y1', credential: { id: 'k1' } })
  })

  it('redirects to the provider without other credentials', async () => {
    access.grant(grant({ has_password: false }))
    const assign = vi.spyOn(window.location, 'assign').mockReturnValue(undefined)
    careful({
      'GET /api/social-accounts/': [200, [{ backend: 'github', name: 'GitHub', created_at: '' }]],
      'POST /api/social/github/begin/': [200, { url: 'https://github.example/' }],
    })
    void attempt()
    await until(() => the('button', 'Continue with GitHub'))
    await press('Continue with GitHub')
    expect(assign).toHaveBeenCalledExactlyOnceWith('https://github.example/')
    expect(sessionStorage.getItem('social.next')).toBe('/here')
  })

  it('does not run when its page is left', async () => {
    careful()
    const { wrapper } = await open(AccountPage)
    const outcome = requestDeletion()
    outcome.catch(() => undefined)
    await until(() => the('button', 'Cancel'))
    wrapper.unmount()
    await expect(outcome).rejects.toThrow('Confirm first.')
  })

  it('does not run when cancelled', async () => {
    const server = careful()
    const outcome = attempt()
    await until(() => the('button', 'Cancel'))
    await press('Cancel')
    await expect(outcome).rejects.toThrow('Confirm first.')
    expect(server.requestsTo(DELETE)).toHaveLength(1)
  })
})
