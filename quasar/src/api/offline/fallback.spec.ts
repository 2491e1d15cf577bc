import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { codedProblem, problem, serve } from '../../../test/server'
import { grant, user } from '../../../test/users'
import { useSession } from '@/accounts/session'
import { access } from '../access'
import { http } from '../http'
import { claimCache, readResponse, saveResponse } from './responses'
import { shown, shownSince } from './shown'

const SPENDING = '/api/spending/?currency=EUR'

const fetchSpending = () =>
  http.get<unknown>('/api/spending/', { params: { currency: 'EUR', step: undefined } })

const stored = (owner: number, key: string) =>
  vi.waitFor(async () => {
    const found = await readResponse(owner, key)
    expect(found).toBeDefined()
    return found!
  })

// Transactions are queued, so all others have ended.
afterEach(() => claimCache(null))

describe('the fallback to cached responses', () => {
  beforeEach(async () => {
    access.end('signed-out')
    await claimCache(null)
    shown.clear()
  })

  it('is used without a network, and marks the page', async () => {
    access.grant(grant())
    serve({ 'GET /api/spending/': [200, { spend: '1.00' }] })
    await fetchSpending()
    const { fetchedAt } = await stored(1, SPENDING)

    serve({})
    expect((await fetchSpending()).data).toEqual({ spend: '1.00' })
    expect(shownSince.value).toBe(fetchedAt)

    serve({ 'GET /api/spending/': [200, { spend: '2.00' }] })
    expect((await fetchSpending()).data).toEqual({ spend: '2.00' })
    expect(shownSince.value).toBeUndefined()
  })

  it('is not used when the server answers', async () => {
    access.grant(grant())
    await claimCache(user())
    await saveResponse(1, SPENDING, {})
    serve({ 'GET /api/spending/': problem(503, 'Away.') })
    await expect(fetchSpending()).rejects.toMatchObject({ status: 503 })
    expect(shownSince.value).toBeUndefined()
  })

  it('has nothing for other requests, filters and users', async () => {
    access.grant(grant())
    await claimCache(user())
    await saveResponse(1, SPENDING, {})
    serve({})
    await expect(http.get('/api/spending/')).rejects.toMatchObject({ kind: 'unreachable' })
    await expect(http.get('/api/sessions/')).rejects.toMatchObject({ kind: 'unreachable' })
    access.end('signed-out')
    access.grant(grant({ id: 2 }))
    await expect(fetchSpending()).rejects.toMatchObject({ kind: 'unreachable' })
  })

  // sample: links begin
  it('caches GraphQL queries by name and variables, but no mutations and no errors', async () => {
    access.grant(grant())
    const ask = (operationName: string, list: string) =>
      http.post<unknown>('/graphql/', { operationName, query: '…', variables: { list } })
    serve({ 'POST /graphql/': [200, { data: { feed: [] } }] })
    await ask('Vote', 'TOP')
    await ask('Feed', 'TOP')
    await stored(1, 'graphql Feed {"list":"TOP"}')
    serve({ 'POST /graphql/': [200, { errors: [{ message: 'No.' }], data: null }] })
    await ask('Feed', 'TOP')

    serve({})
    expect((await ask('Feed', 'TOP')).data).toEqual({ data: { feed: [] } })
    await expect(ask('Feed', 'NEW')).rejects.toMatchObject({ kind: 'unreachable' })
    await expect(ask('Vote', 'TOP')).rejects.toMatchObject({ kind: 'unreachable' })
  })
  // sample: links end

  it('shows the user of the last visit until the session is renewed', async () => {
    await claimCache(user())
    await saveResponse(1, SPENDING, { spend: '1.00' })
    serve({})
    const session = useSession()
    await session.restore()
    expect(session.user?.handle).toBe('alice')
    expect(session.unreachable).toBe(false)
    expect((await fetchSpending()).data).toEqual({ spend: '1.00' })

    const { requests } = serve({
      'POST /api/session/refresh/': [200, grant({}, 'fresh')],
      'GET /api/spending/': [200, { spend: '2.00' }],
    })
    expect((await fetchSpending()).data).toEqual({ spend: '2.00' })
    expect(requests[1]?.headers.get('Authorization')).toBe('Bearer fresh')
    expect(access.isPresumed).toBe(false)
  })

  it('ends when the server no longer knows the session', async () => {
    await claimCache(user())
    await saveResponse(1, SPENDING, {})
    serve({})
    const session = useSession()
    await session.restore()
    serve({ 'POST /api/session/refresh/': codedProblem(401, 'session_ended', 'Ended.') })
    await expect(fetchSpending()).rejects.toMatchObject({ kind: 'unreachable' })
    expect(session.signedIn).toBe(false)
    expect(session.ending).toBe('expired')
    await vi.waitFor(async () => expect(await readResponse(0, SPENDING)).toBeUndefined())
  })

  it('deletes the pages of the last user in a browser without a session', async () => {
    await claimCache(user())
    await saveResponse(1, SPENDING, {})
    serve({ 'POST /api/session/refresh/': [204] })
    await useSession().restore()
    await vi.waitFor(async () => expect(await readResponse(1, SPENDING)).toBeUndefined())
  })
})
