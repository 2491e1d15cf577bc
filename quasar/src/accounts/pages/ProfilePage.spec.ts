import { flushPromises } from '@vue/test-utils'
import { Cookies, Dark } from 'quasar'
import { beforeEach, describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { press, submit, text, the, type, until } from '../../../test/screen'
import { grant } from '../../../test/people'
import { coded, problem, serve } from '../../../test/server'
import { access } from '@/api/access'
import { speak } from '@/i18n/language'
import ProfilePage from './ProfilePage.vue'

const me = { __typename: 'UserType', id: '1', email: 'alice@example.com', username: 'alice' }

async function pick(label: string) {
  const radio = [...document.querySelectorAll<HTMLElement>('[role=radio]')].find((each) =>
    each.textContent.includes(label),
  )
  radio!.click()
  await flushPromises()
}

describe('the profile', () => {
  beforeEach(() => {
    access.end('signed-out')
    return () => speak('en')
  })

  it('shows who one is', async () => {
    const server = serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(ProfilePage)
    expect(text()).toContain('alice@example.com')
    expect(server.asked('POST /graphql/')[0]!.data).toContain('query Profile')
  })

  it('says why it cannot, and tries again', async () => {
    let asked = 0
    serve({
      'POST /graphql/': () =>
        asked++ ? [200, { data: { me } }] : problem(503, 'The database is away.'),
    })
    await open(ProfilePage)
    expect(the('alert').textContent).toContain('The database is away.')
    await press('Try again')
    expect(text()).toContain('alice@example.com')
  })

  it('speaks German from the click on, and the next time too', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(ProfilePage)
    await pick('Deutsch')
    await until(() => expect(text()).toContain('Einstellungen'))
    expect(document.documentElement.lang).toBe('de')
    expect(Cookies.get('language')).toBe('de')
  })

  it('turns dark, and follows the system again', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(ProfilePage)
    await pick('Dark')
    expect(Dark.isActive).toBe(true)
    expect(Cookies.get('theme')).toBe('dark')
    await pick('As the system')
    expect(Dark.mode).toBe('auto')
  })

  it('changes the address by way of a mail to the new one', async () => {
    const server = serve({
      'POST /graphql/': [200, { data: { me } }],
      'POST /api/users/me/email/': [202, { detail: 'We have sent a mail to a@b.example.' }],
    })
    await open(ProfilePage)
    await type('New email', 'a@b.example')
    await submit()
    expect(server.told('POST /api/users/me/email/')).toEqual({ email: 'a@b.example' })
    expect(text()).toContain('We have sent a mail to a@b.example.')
  })

  it('says at its field why an address was refused', async () => {
    const errors = [{ field: 'email', code: 'same', message: 'This is your address already.' }]
    serve({
      'POST /graphql/': [200, { data: { me } }],
      'POST /api/users/me/email/': coded(400, 'invalid', 'Refused.', { errors }),
    })
    await open(ProfilePage)
    await type('New email', 'alice@example.com')
    await submit()
    expect(text()).toContain('This is your address already.')
    expect(text()).not.toContain('Refused.')
  })

  it('signs out', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }], 'DELETE /api/session/': [204] })
    access.grant(grant())
    await open(ProfilePage)
    await press('Sign out')
    expect(access.token).toBeNull()
  })

  it('says that one is still signed in when signing out failed', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(ProfilePage)
    await press('Sign out')
    expect(text()).toContain('You are still signed in.')
  })
})
