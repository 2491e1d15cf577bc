import { flushPromises } from '@vue/test-utils'
import { Dark } from 'quasar'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { press, text, the } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { access } from '@/api/access'
import { speak } from '@/i18n/language'
import AccountPage from './AccountPage.vue'

const me = { __typename: 'User', id: '1', email: 'alice@example.com', handle: 'alice' }

async function pick(label: string) {
  const radio = [...document.querySelectorAll<HTMLElement>('[role=radio]')].find((each) =>
    each.textContent.includes(label),
  )
  radio!.click()
  await flushPromises()
}

describe('the account page', () => {
  beforeEach(() => {
    access.end('signed-out')
    return () => speak('en')
  })

  it('shows who one is', async () => {
    const server = serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(AccountPage)
    expect(text()).toContain('alice@example.com')
    expect(server.asked('POST /graphql/')[0]!.data).toContain('query Profile')
  })

  it('says why it cannot, and tries again', async () => {
    let asked = 0
    serve({
      'POST /graphql/': () =>
        asked++ ? [200, { data: { me } }] : problem(503, 'The database is away.'),
    })
    await open(AccountPage)
    expect(the('alert').textContent).toContain('The database is away.')
    await press('Try again')
    expect(text()).toContain('alice@example.com')
  })

  it('speaks German from the click on, and the next time too', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(AccountPage)
    await pick('Deutsch')
    await vi.waitFor(() => expect(document.querySelector('h1')!.textContent).toBe('Konto'))
    expect(document.documentElement.lang).toBe('de')
    expect(localStorage.getItem('language')).toContain('de')
  })

  it('turns dark, and follows the system again', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(AccountPage)
    await pick('Dark')
    expect(Dark.isActive).toBe(true)
    expect(localStorage.getItem('theme')).toContain('dark')
    await pick('As the system')
    expect(Dark.mode).toBe('auto')
  })

  it('signs out', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }], 'DELETE /api/session/': [204] })
    access.grant({ access: 'token', user: { id: 1, email: me.email, handle: me.handle } })
    await open(AccountPage)
    await press('Sign out')
    expect(access.token).toBeNull()
  })

  it('says that one is still signed in when signing out failed', async () => {
    serve({ 'POST /graphql/': [200, { data: { me } }] })
    await open(AccountPage)
    await press('Sign out')
    expect(text()).toContain('You are still signed in.')
  })
})
