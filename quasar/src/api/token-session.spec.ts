import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problem, serve, codedProblem } from '../../test/server'
import { grant, user } from '../../test/users'
import { access, type Grant } from './access'
import { http, renewAccess, renewOrEnd } from './http'
import { useTokenSession } from './token-session'

let stored: string | null
const store = {
  read: () => Promise.resolve(stored),
  write: (token: string | null) => {
    stored = token
    return Promise.resolve()
  },
}
const tokens = { access: 'a1', refresh: 'r1' }
const me = { 'GET /api/users/me/': [200, user()] as [number, unknown] }

function api(handlers: Parameters<typeof serve>[0]) {
  const server = serve({ ...me, ...handlers })
  useTokenSession(store)
  return server
}

describe('the session of a native application', () => {
  beforeEach(() => {
    stored = null
  })
  afterEach(() => access.end('signed-out'))

  it('begins with tokens, of which it stores the refresh token', async () => {
    const server = api({ 'POST /api/token/': [200, JSON.stringify(tokens)] })
    const { data } = await http.post<Grant>('/api/session/', { email: 'a', password: 'b' })
    expect(data).toEqual({ access: 'a1', user: user() })
    expect(stored).toBe('r1')
    expect(server.lastBody('POST /api/token/')).toEqual({ email: 'a', password: 'b' })
    expect(server.requestsTo('GET /api/users/me/')[0]!.headers.get('Authorization')).toBe(
      'Bearer a1',
    )
  })

  it('begins with a second factor', async () => {
    api({ 'POST /api/token/second-factor/': [200, tokens] })
    await http.post('/api/session/second-factor/', { challenge: 'c', code: '123456' })
    expect(stored).toBe('r1')
  })

  it('reports a wrong password and does not try to renew', async () => {
    const server = api({ 'POST /api/token/': problem(401, 'Wrong password.') })
    await expect(http.post('/api/session/', {})).rejects.toMatchObject({ status: 401 })
    expect(server.requests).toHaveLength(1)
  })

  it('replaces the token with each renewal, under the same key', async () => {
    stored = 'r1'
    const server = api({ 'POST /api/token/refresh/': [200, { access: 'a2', refresh: 'r2' }] })
    await renewAccess()
    const [request] = server.requestsTo('POST /api/token/refresh/')
    expect(server.lastBody('POST /api/token/refresh/')).toEqual({ refresh: 'r1' })
    expect(request!.headers.get('Idempotency-Key')).toMatch(/^[0-9a-f]{32}$/)
    expect([stored, access.token]).toEqual(['r2', 'a2'])
  })

  it('sends nothing if there is no token', async () => {
    const server = api({})
    await expect(renewAccess()).rejects.toMatchObject({ status: 401 })
    expect(server.requests).toHaveLength(0)
  })

  it('keeps the token if the server is unreachable', async () => {
    stored = 'r1'
    api({})
    await expect(renewAccess()).rejects.toThrow()
    expect(stored).toBe('r1')
  })

  it('keeps the new token if only the user cannot be loaded', async () => {
    stored = 'r1'
    api({
      'POST /api/token/refresh/': [200, { access: 'a2', refresh: 'r2' }],
      'GET /api/users/me/': problem(503, 'Later.'),
    })
    await expect(renewAccess()).rejects.toThrow()
    expect(stored).toBe('r2')
  })

  it('deletes a token that was used by another', async () => {
    stored = 'r1'
    access.grant(grant())
    api({
      'POST /api/token/refresh/': codedProblem(401, 'session_replayed', 'An old copy was used.'),
    })
    await expect(renewOrEnd()).rejects.toMatchObject({ code: 'session_replayed' })
    expect([stored, access.token]).toEqual([null, null])
  })

  it('stores the token that a new password brings', async () => {
    stored = 'r1'
    api({ 'PUT /api/users/me/password/': [200, { access: 'a3', refresh: 'r3' }] })
    const { data } = await http.put<Grant>('/api/users/me/password/', { password: 'new' })
    expect([data.access, data.user.id, stored]).toEqual(['a3', 1, 'r3'])
  })

  it('ends with the revocation of the token', async () => {
    stored = 'r1'
    const server = api({ 'POST /api/token/revoke/': [204, ''] })
    await http.delete('/api/session/')
    expect(server.lastBody('POST /api/token/revoke/')).toEqual({ refresh: 'r1' })
    expect(stored).toBeNull()
  })

  it('renews the token for a rejected request and repeats it', async () => {
    stored = 'r1'
    access.grant(grant({}, 'old'))
    let asked = 0
    api({
      'POST /api/token/refresh/': [200, { access: 'a2', refresh: 'r2' }],
      'GET /api/archives/': () => (asked++ ? [200, []] : problem(401, 'Expired.')),
    })
    expect((await http.get('/api/archives/')).data).toEqual([])
    expect(stored).toBe('r2')
  })
})
