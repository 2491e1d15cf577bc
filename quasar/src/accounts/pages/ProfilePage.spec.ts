import { flushPromises } from '@vue/test-utils'
import { Cookies, Dark } from 'quasar'
import { beforeEach, describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { press, submit, text, the, type, until } from '../../../test/screen'
import { grant, user } from '../../../test/users'
import { codedProblem, problem, serve } from '../../../test/server'
import { access } from '@/api/access'
import { applyLanguage } from '@/i18n/language'
import ProfilePage from './ProfilePage.vue'

const SAVE = 'PATCH /api/users/me/'
const me = { __typename: 'UserType', id: '1', email: 'alice@example.com', username: 'alice' }

async function pick(label: string) {
  const radio = [...document.querySelectorAll<HTMLElement>('[role=radio]')].find((each) =>
    each.textContent.includes(label),
  )
  radio!.click()
  await flushPromises()
}

/** Type a part of an option's label, and take the option. */
async function choose(label: string, part: string, option: string) {
  await type(label, part)
  await until(() => the('option', option)).then((found) => found.click())
  await flushPromises()
}

describe('ProfilePage', () => {
  beforeEach(() => {
    access.end('signed-out')
    return () => applyLanguage('en')
  })

  it('shows username and email', async () => {
    const server = serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(ProfilePage)
    expect(text()).toContain('alice@example.com')
    expect(server.requestsTo('POST /graphql/')[0]!.data).toContain('query Profile')
  })

  it('shows a problem and retries', async () => {
    let requests = 0
    serve({
      'POST /graphql/': () =>
        requests++ ? [200, { data: { me } }] : problem(503, 'The database is away.'),
    })
    await open(ProfilePage)
    expect(the('alert').textContent).toContain('The database is away.')
    await press('Try again')
    expect(text()).toContain('alice@example.com')
  })

  it('switches to German and stores it', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(ProfilePage)
    await pick('Deutsch')
    await until(() => expect(text()).toContain('Einstellungen'))
    expect(document.documentElement.lang).toBe('de')
    expect(Cookies.get('language')).toBe('de')
  })

  it('switches to dark mode and back to the system', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(ProfilePage)
    await pick('Dark')
    expect(Dark.isActive).toBe(true)
    expect(Cookies.get('theme')).toBe('dark')
    await pick('System')
    expect(Dark.mode).toBe('auto')
  })

  it('sends a confirmation to the new email', async () => {
    const server = serve({
      'POST /graphql/': [200, { data: { me } }],
      'POST /api/users/me/email/': [202, { detail: 'We have sent a mail to a@b.example.' }],
    })
    await open(ProfilePage)
    await type('New email', 'a@b.example')
    await submit()
    expect(server.lastBody('POST /api/users/me/email/')).toEqual({ email: 'a@b.example' })
    expect(text()).toContain('We have sent a mail to a@b.example.')
  })

  it('shows the error of the email at its field', async () => {
    const errors = [{ field: 'email', code: 'same', message: 'This is already your email.' }]
    serve({
      'POST /graphql/': [200, { data: { me } }],
      'POST /api/users/me/email/': codedProblem(400, 'invalid', 'Rejected.', { errors }),
    })
    await open(ProfilePage)
    await type('New email', 'alice@example.com')
    await submit()
    expect(text()).toContain('This is already your email.')
    expect(text()).not.toContain('Rejected.')
  })

  it('writes numbers and dates as the chosen region does', async () => {
    const server = serve({ 'POST /graphql/': [200, { data: { me } }], [SAVE]: [200, {}] })
    await open(ProfilePage)
    access.grant(grant())
    await choose('Format of dates and numbers', 'switz', 'Switzerland')
    expect(text()).toMatch(/For example 30 Nov 2026 and US\$.1['’]234\.50/)
    expect(server.lastBody(SAVE)).toEqual({ region: 'CH' })
    expect(Cookies.get('region')).toBe('CH')
  })

  it('keeps the currency with the account', async () => {
    const server = serve({
      'POST /graphql/': [200, { data: { me } }],
      [SAVE]: [200, {}],
      'GET /api/users/me/': [200, user({ currency: 'CHF' })],
    })
    access.grant(grant())
    await open(ProfilePage)
    await choose('Currency', 'franc', 'CHF · Swiss Franc')
    expect(server.lastBody(SAVE)).toEqual({ currency: 'CHF' })
    expect((the('textbox', 'Currency') as HTMLInputElement).value).toBe('CHF · Swiss Franc')
  })

  it('signs out', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }], 'DELETE /api/session/': [204] })
    access.grant(grant())
    await open(ProfilePage)
    await press('Sign out')
    expect(access.token).toBeNull()
  })

  it('reports a failed sign-out', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(ProfilePage)
    await press('Sign out')
    expect(text()).toContain('Could not sign you out.')
  })
})
