import { beforeEach, describe, expect, it } from 'vitest'
import { grant, user } from '../../test/users'
import { codedProblem, problem, serve } from '../../test/server'
import { access } from '@/api/access'
import { useSession } from './session'

const alice = { email: 'alice@example.com', password: 'correct horse' }

describe('the session', () => {
  beforeEach(() => access.end('signed-out'))

  it('is restored once from the cookie', async () => {
    const server = serve({ 'POST /api/session/refresh/': [200, grant()] })
    const session = useSession()
    await Promise.all([session.restore(), session.restore()])
    expect(session.user).toEqual(user())
    expect(server.requests).toHaveLength(1)
  })

  it('is empty for a new visitor', async () => {
    serve({ 'POST /api/session/refresh/': [204, ''] })
    const session = useSession()
    await session.restore()
    expect([session.signedIn, session.unreachable]).toEqual([false, false])
  })

  it('is empty without a cookie', async () => {
    serve({ 'POST /api/session/refresh/': problem(401, 'No session.') })
    const session = useSession()
    await session.restore()
    expect([session.signedIn, session.unreachable]).toEqual([false, false])
  })

  it('reports an unreachable server', async () => {
    serve({})
    const session = useSession()
    await session.restore()
    expect([session.signedIn, session.unreachable]).toEqual([false, true])
  })

  it('reports token reuse', async () => {
    serve({
      'POST /api/session/refresh/': codedProblem(401, 'session_replayed', 'An old copy was used.'),
    })
    const session = useSession()
    await session.restore()
    expect([session.signedIn, session.unreachable, session.ending]).toEqual([
      false,
      false,
      'replayed',
    ])
  })

  it('begins with a sign-in and stores nothing', async () => {
    serve({ 'POST /api/session/': [200, grant()] })
    const session = useSession()
    await session.signIn(alice)
    expect(session.user).toEqual(user())
    expect(access.token).toBe('token')
    expect(localStorage).toHaveLength(0)
  })

  it('waits for a required second factor', async () => {
    const challenge = { challenge: 'c1' }
    const server = serve({
      'POST /api/session/': codedProblem(
        401,
        'second_factor_required',
        'Enter the code.',
        challenge,
      ),
      'POST /api/session/second-factor/': [200, grant({ second_factor: true })],
    })
    const session = useSession()
    await session.signIn(alice)
    expect([session.signedIn, session.challenge]).toEqual([false, 'c1'])
    await session.sendCode('123456')
    expect(server.lastBody('POST /api/session/second-factor/')).toEqual({
      ...challenge,
      code: '123456',
    })
    expect([session.signedIn, session.challenge]).toEqual([true, undefined])
  })

  it('starts over if the challenge expired', async () => {
    serve({
      'POST /api/session/': codedProblem(401, 'second_factor_required', 'Enter it.', {
        challenge: 'c1',
      }),
      'POST /api/session/second-factor/': codedProblem(
        401,
        'challenge_expired',
        'It took too long.',
      ),
    })
    const session = useSession()
    await session.signIn(alice)
    await expect(session.sendCode('123456')).rejects.toThrow('It took too long.')
    session.startOver()
    expect(session.challenge).toBeUndefined()
  })

  it('reloads its user', async () => {
    serve({
      'POST /api/session/': [200, grant()],
      'GET /api/users/me/': [200, user({ second_factor: true })],
    })
    const session = useSession()
    await session.signIn(alice)
    await session.reload()
    expect(session.user?.second_factor).toBe(true)
  })

  it('ends with the sign-out', async () => {
    serve({ 'POST /api/session/': [200, grant()], 'DELETE /api/session/': [204] })
    const session = useSession()
    await session.signIn(alice)
    await session.signOut()
    expect([session.signedIn, access.token]).toEqual([false, null])
  })

  it('continues if the sign-out fails', async () => {
    serve({ 'POST /api/session/': [200, grant()] })
    const session = useSession()
    await session.signIn(alice)
    await expect(session.signOut()).rejects.toMatchObject({ kind: 'unreachable' })
    expect(session.signedIn).toBe(true)
  })
})
