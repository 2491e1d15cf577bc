import { beforeEach, describe, expect, it } from 'vitest'
import { grant, user } from '../../test/people'
import { coded, problem, serve } from '../../test/server'
import { access } from '@/api/access'
import { useSession } from './session'

const alice = { email: 'alice@example.com', password: 'correct horse' }

describe('the session', () => {
  beforeEach(() => access.end('signed-out'))

  it('is restored from the cookie of an earlier visit, asking once', async () => {
    const server = serve({ 'POST /api/session/refresh/': [200, grant()] })
    const session = useSession()
    await Promise.all([session.restore(), session.restore()])
    expect(session.user).toEqual(user())
    expect(server.requests).toHaveLength(1)
  })

  it('takes a visitor who never signed in for that', async () => {
    serve({ 'POST /api/session/refresh/': [204, ''] })
    const session = useSession()
    await session.restore()
    expect([session.signedIn, session.unreachable]).toEqual([false, false])
  })

  it('is nobody’s without a cookie', async () => {
    serve({ 'POST /api/session/refresh/': problem(401, 'No session.') })
    const session = useSession()
    await session.restore()
    expect([session.signedIn, session.unreachable]).toEqual([false, false])
  })

  it('knows that it could not ask', async () => {
    serve({})
    const session = useSession()
    await session.restore()
    expect([session.signedIn, session.unreachable]).toEqual([false, true])
  })

  it('says so when a copy of it was used meanwhile', async () => {
    serve({
      'POST /api/session/refresh/': coded(401, 'session_replayed', 'An old copy was used.'),
    })
    const session = useSession()
    await session.restore()
    expect([session.signedIn, session.unreachable, session.ending]).toEqual([
      false,
      false,
      'replayed',
    ])
  })

  it('begins with signing in, and keeps nothing in storage', async () => {
    serve({ 'POST /api/session/': [200, grant()] })
    const session = useSession()
    await session.signIn(alice)
    expect(session.user).toEqual(user())
    expect(access.token).toBe('token')
    expect(localStorage).toHaveLength(0)
  })

  it('waits for the second factor where there is one', async () => {
    const challenge = { challenge: 'c1' }
    const server = serve({
      'POST /api/session/': coded(401, 'second_factor_required', 'Enter the code.', challenge),
      'POST /api/session/second-factor/': [200, grant({ second_factor: true })],
    })
    const session = useSession()
    await session.signIn(alice)
    expect([session.signedIn, session.challenge]).toEqual([false, 'c1'])
    await session.sendCode('123456')
    expect(server.told('POST /api/session/second-factor/')).toEqual({
      ...challenge,
      code: '123456',
    })
    expect([session.signedIn, session.challenge]).toEqual([true, undefined])
  })

  it('starts over when the challenge has expired', async () => {
    serve({
      'POST /api/session/': coded(401, 'second_factor_required', 'Enter it.', { challenge: 'c1' }),
      'POST /api/session/second-factor/': coded(401, 'challenge_expired', 'It took too long.'),
    })
    const session = useSession()
    await session.signIn(alice)
    await expect(session.sendCode('123456')).rejects.toThrow('It took too long.')
    session.startOver()
    expect(session.challenge).toBeUndefined()
  })

  it('knows what has changed about its user', async () => {
    serve({
      'POST /api/session/': [200, grant()],
      'GET /api/users/me/': [200, user({ second_factor: true })],
    })
    const session = useSession()
    await session.signIn(alice)
    await session.reload()
    expect(session.user?.second_factor).toBe(true)
  })

  it('ends with signing out', async () => {
    serve({ 'POST /api/session/': [200, grant()], 'DELETE /api/session/': [204] })
    const session = useSession()
    await session.signIn(alice)
    await session.signOut()
    expect([session.signedIn, access.token]).toEqual([false, null])
  })

  it('goes on when the server did not hear of the sign-out', async () => {
    serve({ 'POST /api/session/': [200, grant()] })
    const session = useSession()
    await session.signIn(alice)
    await expect(session.signOut()).rejects.toMatchObject({ kind: 'unreachable' })
    expect(session.signedIn).toBe(true)
  })
})
