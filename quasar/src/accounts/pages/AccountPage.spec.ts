import { beforeEach, describe, expect, it, vi } from 'vitest'
import { authenticator } from '../../../test/authenticator'
import { open } from '../../../test/mount'
import { grant } from '../../../test/people'
import { all, press, submit, text, the, type, until } from '../../../test/screen'
import { coded, problem, serve } from '../../../test/server'
import { access } from '@/api/access'
import { askForDeletion } from '../belongings'
import { useSession } from '../session'
import AccountPage from './AccountPage.vue'

const DELETE = 'POST /api/users/me/deletion/'
const CONFIRM = 'POST /api/users/me/confirmation/'
const due_at = '2026-03-16T10:00:00Z'

/** A server that wants to know first that it is still the owner. */
function careful(changes: Parameters<typeof serve>[0] = {}) {
  let proved = false
  return serve({
    [DELETE]: () => (proved ? [202, { due_at }] : coded(403, 'sign_in_again', 'Confirm first.')),
    [CONFIRM]: () => {
      proved = true
      return [204]
    },
    ...changes,
  })
}

/** Something dangerous, whatever it is. */
function attempt() {
  const outcome = open(AccountPage).then(askForDeletion)
  outcome.catch(() => undefined)
  return outcome
}

describe('the account', () => {
  beforeEach(() => {
    useSession()
    access.grant(grant())
  })

  it('has its pages as tabs', async () => {
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

describe('what is dangerous', () => {
  beforeEach(() => {
    useSession()
    access.grant(grant())
    return () => vi.unstubAllGlobals()
  })

  it('is done once the password is confirmed', async () => {
    const server = careful()
    const outcome = attempt()
    await until(() => the('textbox', 'Password'))
    await type('Password', 'correct horse')
    await submit()
    await expect(outcome).resolves.toBe(due_at)
    expect(server.told(CONFIRM)).toEqual({ password: 'correct horse' })
    expect(server.asked(DELETE)).toHaveLength(2)
  })

  it('is asked for again after a wrong password', async () => {
    const errors = [{ field: 'password', code: 'wrong', message: 'This is not it.' }]
    careful({ [CONFIRM]: problem(400, 'Refused.', errors) })
    void attempt()
    await until(() => the('textbox', 'Password'))
    await type('Password', 'wrong')
    await submit()
    expect(text()).toContain('This is not it.')
  })

  it('is done with a code instead', async () => {
    access.grant(grant({ second_factor: true }))
    const server = careful()
    const outcome = attempt()
    await until(() => the('button', 'Use a code'))
    await press('Use a code')
    await type('Six-digit code', '123456')
    await submit()
    await outcome
    expect(server.told(CONFIRM)).toEqual({ code: '123456' })
  })

  it('is done with a passkey instead', async () => {
    authenticator()
    const server = careful({
      'GET /api/passkeys/': [200, [{ id: 'p1', name: 'Phone' }]],
      'POST /api/session/passkey/options/': [200, { ceremony: 'y1', options: {} }],
    })
    const outcome = attempt()
    await until(() => the('button', 'Use a passkey'))
    await press('Use a passkey')
    await outcome
    expect(server.told(CONFIRM)).toEqual({ ceremony: 'y1', credential: { id: 'k1' } })
  })

  it('leads to the provider where there is nothing else', async () => {
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

  it('is left undone when one declines', async () => {
    const server = careful()
    const outcome = attempt()
    await until(() => the('button', 'Cancel'))
    await press('Cancel')
    await expect(outcome).rejects.toThrow('Confirm first.')
    expect(server.asked(DELETE)).toHaveLength(1)
  })
})
