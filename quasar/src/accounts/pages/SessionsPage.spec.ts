import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { grant } from '../../../test/users'
import { all, press, text, the } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { access } from '@/api/access'
import SessionsPage from './SessionsPage.vue'

const NOON = '2026-03-02T12:00:00Z'

const here = {
  id: 's1',
  device: 'Firefox on Linux',
  address: '192.0.2.1',
  client: 'browser',
  created_at: NOON,
  last_used_at: NOON,
  current: true,
}
const elsewhere = { ...here, id: 's2', device: '', client: 'token', current: false }

const event = (id: number, kind: string) => ({
  id,
  kind,
  created_at: NOON,
  address: '192.0.2.1',
  device: 'Firefox on Linux',
})

const responses = {
  'GET /api/sessions/': [200, [here, elsewhere]],
  'GET /api/security-events/': [
    200,
    { results: [event(2, 'passkey_added'), event(1, 'of_the_future')], next: null, previous: null },
  ],
} satisfies Parameters<typeof serve>[0]

describe('sessions', () => {
  beforeEach(() => access.grant(grant()))

  it('are listed with the current one marked', async () => {
    serve(responses)
    await open(SessionsPage)
    expect(text()).toContain('Firefox on Linux192.0.2.1since Mar 2, 2026')
    expect(text()).toContain('API client')
    expect(text().split('Current session')).toHaveLength(2)
    expect(all('button', 'Sign out: ')).toHaveLength(1)
  })

  it('are ended one by one', async () => {
    const server = serve({ ...responses, 'DELETE /api/sessions/s2/': [204] })
    await open(SessionsPage)
    await press('Sign out: API client')
    expect(server.requestsTo('DELETE /api/sessions/s2/')).toHaveLength(1)
    expect(server.requestsTo('GET /api/sessions/')).toHaveLength(2)
  })

  it('are all ended, the current one included', async () => {
    serve({ ...responses, 'DELETE /api/sessions/': [204] })
    await open(SessionsPage)
    await press('Sign out everywhere')
    ;[...document.querySelectorAll<HTMLElement>('.q-dialog button')].at(-1)!.click()
    await flushPromises()
    expect(access.token).toBeNull()
  })

  it('stay with the reason if ending fails', async () => {
    serve({ ...responses, 'DELETE /api/sessions/s2/': problem(503, 'The database is away.') })
    await open(SessionsPage)
    await press('Sign out: API client')
    expect(the('alert').textContent).toContain('The database is away.')
  })
})

describe('activity', () => {
  it('names known and unknown events', async () => {
    serve(responses)
    await open(SessionsPage)
    expect(text()).toContain('Passkey added')
    expect(text()).toContain('of the future')
  })

  it('loads older events', async () => {
    let page = 0
    serve({
      ...responses,
      'GET /api/security-events/': () =>
        page++
          ? [200, { results: [event(1, 'signed_up')], next: null }]
          : [200, { results: [event(2, 'signed_in')], next: 'http://x/?cursor=c2' }],
    })
    await open(SessionsPage)
    await press('Show more')
    expect(text()).toContain('Signed up')
    expect(all('button', 'Show more')).toHaveLength(0)
  })
})
