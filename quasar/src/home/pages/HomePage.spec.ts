import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, text, the } from '../../../test/screen'
import { serve } from '../../../test/server'
import { grant } from '../../../test/users'
import { access } from '@/api/access'
import { loadSite, useSite } from '@/api/useSite'
import { useSession } from '@/accounts/session'
import { START_PATH } from '@/product'
import type { Home } from '../api'
import { RELOAD_INTERVAL_MS } from '../composables/useHome'
import HomePage from './HomePage.vue'

const HOME = 'GET /api/home/'
const demo = { email: 'demo@example.com', password: 'demo' }
const site = {
  banner: '',
  upload_limit_bytes: 1,
  demo,
  scaling_open: false,
  scaling_public: false,
  mailbox: true,
}
const queue = { minimum: 0, maximum: 2, backlog: 3, starting: 1, busy: 1, idle: 0 }
const home: Home = {
  // sample: statements begin
  spending: {
    currency: 'USD',
    spend: '1234.50',
    count: 12,
    months: [
      { start: '2026-10-01', spend: '1000.00', count: 10 },
      { start: '2026-11-01', spend: '234.50', count: 2 },
    ],
  },
  // sample: statements end
  // sample: links begin
  links: [
    {
      id: 7,
      title: 'Locks, drawn by hand',
      url: 'https://locks.example/',
      site: 'locks.example',
      score: 9,
      comment_count: 1,
      created_at: '2026-11-01T00:00:00Z',
      username: 'wren',
    },
  ],
  // sample: links end
  queues: [{ ...queue, name: 'heavy' }],
  operator: null,
  has_graphiql: true,
}

describe('HomePage', () => {
  beforeEach(async () => {
    useSession()
    access.end('signed-out')
    // Loaded once, here: a response during a test would replace its settings.
    serve({ 'GET /api/site/': [200, site] })
    await loadSite()
    useSite().value = undefined
    return () => vi.useRealTimers()
  })

  function show(loaded: Home = home, sitesettings: object = site) {
    useSite().value = sitesettings as never
    const server = serve({
      'GET /api/site/': [200, sitesettings],
      'POST /api/session/': [200, grant()],
      [HOME]: [200, loaded],
    })
    return open(HomePage).then((opened) => ({ ...opened, server }))
  }

  it('shows what the site is for, and the workers', async () => {
    await show()
    // sample: statements begin
    expect(the('img', 'Spending by month').getAttribute('aria-label')).toContain(
      'October 2026: $1,000.00',
    )
    expect(text()).toMatch(/\$1,234.50 ?in 12 transactions/)
    // sample: statements end
    // sample: links begin
    expect(the('link', 'Locks, drawn by hand').getAttribute('href')).toBe('https://locks.example/')
    expect(the('link', '1 comment').getAttribute('href')).toBe('/links/7')
    // sample: links end
    expect(text()).toMatch(/heavy ?Scales to zero ?3 tasks/)
    expect(the('img', 'Workers: 1 busy, 0 idle, 1 starting')).toBeTruthy()
  })

  it('links to what developers look for', async () => {
    await show({ ...home, operator: { email: 'op@example.com', password: 'open' } })
    for (const [name, path] of [
      ['REST API', '/api/docs/'],
      ['GraphQL', '/graphql/'],
      ['Admin', '/admin/'],
      ['Mailbox', '/mailbox/'],
    ] as const) {
      expect(the('link', name).getAttribute('href')).toBe(path)
    }
    expect(text()).toContain('Admin: op@example.com, password open')
  })

  it('begins with the demo', async () => {
    const { router, server } = await show()
    expect(all('button')[0]?.textContent).toContain('Try the demo')
    await press('Try the demo')
    expect(server.lastBody('POST /api/session/')).toEqual(demo)
    expect(router.currentRoute.value.path).toBe(START_PATH)
  })

  it('shows nothing that a production site does not have', async () => {
    await show(
      {
        ...home,
        spending: null, // sample: statements
        queues: null,
        has_graphiql: false,
      },
      { ...site, demo: null, mailbox: false },
    )
    expect(all('button')[0]?.textContent).toContain('Sign up')
    expect(all('link', 'GraphQL')).toHaveLength(0)
    expect(all('link', 'Mailbox')).toHaveLength(0)
    expect(text()).toContain('This site has no demo account.') // sample: statements
    expect(text()).toContain('The workers of this site are visible after sign-in.')
  })

  it.each([
    ['reloads while workers are shown', home, 2],
    ['does not reload without workers', { ...home, queues: null }, 1],
  ])('%s', async (_name, loaded, requests) => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { server, wrapper } = await show(loaded)
    vi.advanceTimersByTime(RELOAD_INTERVAL_MS)
    await flushPromises()
    wrapper.unmount()
    vi.advanceTimersByTime(RELOAD_INTERVAL_MS)
    expect(server.requestsTo(HOME)).toHaveLength(requests)
  })
})
