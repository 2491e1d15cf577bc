import { beforeEach, describe, expect, it } from 'vitest'
import { problem, serve } from '../../test/server'
import { access } from '@/api/access'
import { useSession } from './session'

const user = { id: 1, email: 'alice@example.com', handle: 'alice' }
const grant = { access: 'token', user }

describe('the session', () => {
  beforeEach(() => access.end('signed-out'))

  it('is restored from the cookie of an earlier visit, asking once', async () => {
    const server = serve({ 'POST /api/session/refresh/': [200, grant] })
    const session = useSession()
    await Promise.all([session.restore(), session.restore()])
    expect(session.user).toEqual(user)
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

  it('begins with signing up, and keeps nothing in storage', async () => {
    serve({ 'POST /api/users/': [201, user], 'POST /api/session/': [200, grant] })
    const session = useSession()
    await session.signUp({ email: user.email, handle: 'alice', password: 'correct horse' })
    expect(session.user).toEqual(user)
    expect(access.token).toBe('token')
    expect(localStorage).toHaveLength(0)
  })

  it('ends with signing out', async () => {
    serve({ 'POST /api/session/': [200, grant], 'DELETE /api/session/': [204] })
    const session = useSession()
    await session.signIn({ email: user.email, password: 'correct horse' })
    await session.signOut()
    expect([session.signedIn, access.token]).toEqual([false, null])
  })

  it('goes on when the server did not hear of the sign-out', async () => {
    serve({ 'POST /api/session/': [200, grant] })
    const session = useSession()
    await session.signIn({ email: user.email, password: 'correct horse' })
    await expect(session.signOut()).rejects.toMatchObject({ kind: 'unreachable' })
    expect(session.signedIn).toBe(true)
  })
})
