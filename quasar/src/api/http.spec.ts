import { beforeEach, describe, expect, it, vi } from 'vitest'
import { grant } from '../../test/users'
import { codedProblem, problem, serve } from '../../test/server'
import { access } from './access'
import { http } from './http'
import { Problem } from './problem'

const ended = vi.fn()
access.onEnd(ended)

/** Respond only to this token. */
function only(token: string) {
  return ({ headers }: { headers: { get: (name: string) => unknown } }) =>
    headers.get('Authorization') === `Bearer ${token}`
      ? ([200, 'yours'] as [number, string])
      : problem(401, 'The token has expired.')
}

describe('http', () => {
  beforeEach(() => {
    ended.mockClear()
    access.grant(grant({}, 'old'))
  })

  it('sends the access token', async () => {
    serve({ 'GET /api/mine/': only('old') })
    expect((await http.get('/api/mine/')).data).toBe('yours')
  })

  it('renews an expired token once for all requests and repeats them', async () => {
    const server = serve({
      'GET /api/mine/': only('new'),
      'POST /api/session/refresh/': [200, grant({}, 'new')],
    })
    const responses = await Promise.all([http.get('/api/mine/'), http.get('/api/mine/')])
    expect(responses.map(({ data }) => data as string)).toEqual(['yours', 'yours'])
    expect(server.requestsTo('POST /api/session/refresh/')).toHaveLength(1)
  })

  it('does not renew for a request sent before the last renewal', async () => {
    const server = serve({
      'GET /api/mine/': (request) => {
        access.grant(grant({}, 'new'))
        return only('new')(request)
      },
    })
    expect((await http.get('/api/mine/')).data).toBe('yours')
    expect(server.requestsTo('POST /api/session/refresh/')).toHaveLength(0)
  })

  it('gives up after one renewal', async () => {
    const server = serve({
      'GET /api/mine/': problem(401, 'Never.'),
      'POST /api/session/refresh/': [200, grant({}, 'new')],
    })
    await expect(http.get('/api/mine/')).rejects.toMatchObject({ status: 401 })
    expect(server.requestsTo('GET /api/mine/')).toHaveLength(2)
  })

  it('ends the session if the renewal is rejected', async () => {
    serve({
      'GET /api/mine/': only('new'),
      'POST /api/session/refresh/': problem(401, 'Please sign in.'),
    })
    await expect(http.get('/api/mine/')).rejects.toMatchObject({ message: 'Please sign in.' })
    expect(ended).toHaveBeenCalledExactlyOnceWith('expired')
    expect(access.token).toBeNull()
  })

  it('does not renew while its user signs out', async () => {
    const server = serve({
      'GET /api/mine/': only('new'),
      'DELETE /api/session/': async () => {
        await expect(http.get('/api/mine/')).rejects.toMatchObject({ status: 401 })
        return [204]
      },
      'POST /api/session/refresh/': problem(401, 'Please sign in.'),
    })
    await access.signOut(() => http.delete('/api/session/'))
    expect(server.requestsTo('POST /api/session/refresh/')).toHaveLength(0)
    expect(ended).toHaveBeenCalledExactlyOnceWith('signed-out')
  })

  it('renews again after a sign-out that failed', async () => {
    serve({
      'GET /api/mine/': only('new'),
      'POST /api/session/refresh/': [200, grant({}, 'new')],
    })
    await expect(access.signOut(() => http.delete('/api/session/'))).rejects.toThrow()
    expect((await http.get('/api/mine/')).data).toBe('yours')
  })

  it('keeps the session if the server is unreachable', async () => {
    serve({ 'GET /api/mine/': only('new') })
    await expect(http.get('/api/mine/')).rejects.toMatchObject({ kind: 'unreachable' })
    expect(ended).not.toHaveBeenCalled()
  })

  it('reports token reuse as the reason of the end', async () => {
    serve({
      'GET /api/mine/': only('new'),
      'POST /api/session/refresh/': codedProblem(401, 'session_replayed', 'An old copy was used.'),
    })
    await expect(http.get('/api/mine/')).rejects.toMatchObject({ code: 'session_replayed' })
    expect(ended).toHaveBeenCalledExactlyOnceWith('replayed')
  })

  it('does not renew if a second factor is required', async () => {
    const server = serve({
      'POST /api/social/github/': codedProblem(401, 'second_factor_required', 'Enter the code.'),
    })
    await expect(http.post('/api/social/github/')).rejects.toMatchObject({ status: 401 })
    expect(server.requests).toHaveLength(1)
  })

  it('does not renew because of a wrong password', async () => {
    const server = serve({ 'POST /api/session/': problem(401, 'Wrong password.') })
    await expect(http.post('/api/session/')).rejects.toMatchObject({ message: 'Wrong password.' })
    expect(server.requests).toHaveLength(1)
  })
})

describe('Problem', () => {
  it('names rejected fields', async () => {
    const errors = [{ field: 'handle', code: 'unique', message: 'This username is taken.' }]
    serve({ 'POST /api/users/': problem(400, 'This username is taken.', errors) })
    const reason = await http.post('/api/users/').catch((error: unknown) => error as Problem)
    expect(reason).toBeInstanceOf(Problem)
    expect(reason).toMatchObject({ kind: 'rejected', status: 400 })
    expect((reason as Problem).field('handle')).toBe('This username is taken.')
    expect((reason as Problem).field('email')).toBeUndefined()
  })

  it('is read from the body of a download', async () => {
    const [status, body] = problem(503, 'The database does not respond.')
    serve({ 'GET /export/': [status, new Blob([JSON.stringify(body)])] })
    await expect(http.get('/export/')).rejects.toThrow('The database does not respond.')
  })

  it('distinguishes a proxy error from no response', async () => {
    serve({
      'GET /api/a/': [502, '<html>Bad gateway</html>'],
      'GET /api/b/': [502, new Blob(['<'])],
    })
    await expect(http.get('/api/a/')).rejects.toMatchObject({ kind: 'unavailable', status: 502 })
    await expect(http.get('/api/b/')).rejects.toMatchObject({ kind: 'unavailable' })
    await expect(http.get('/api/c/')).rejects.toMatchObject({ kind: 'unreachable' })
  })
})
