import 'fake-indexeddb/auto'
import { mount } from '@vue/test-utils'
import { Notify } from 'quasar'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { codedProblem, problem, serve } from '../../../test/server'
import { all, press, text, until } from '../../../test/screen'
import { grant } from '../../../test/users'
import WaitingNotice from '@/layouts/WaitingNotice.vue'
import { access } from '../access'
import { Problem } from '../problem'
import { claimRequests, deleteAllRequests, LIMITS, MAX_AGE_MS, putRequest } from './requests'
import { sendQueued } from './sender'
import { dropTarget, queueUnsent, startOutbox, waiting } from './waiting'

const UNREACHABLE = new Problem()
const COMMENT = {
  id: 'c1',
  kind: 'comment',
  label: 'Hello.',
  url: '/graphql/',
  body: { query: 'mutation CreateComment { … }', variables: { key: 'c1' } },
} as const

const vote = (wanted: boolean) =>
  ({
    kind: 'vote',
    label: 'A link',
    target: 'link 1',
    url: '/graphql/',
    body: { query: wanted ? 'mutation Vote' : 'mutation Unvote' },
  }) as const

const labels = () => waiting.value.map(({ label }) => label)

describe('the outbox', () => {
  beforeEach(async () => {
    // Mounting any application initializes Quasar's plugins.
    mount({ render: () => null })
    vi.spyOn(Notify, 'create').mockReturnValue(() => undefined)
    access.end('signed-out')
    await deleteAllRequests()
    serve({})
    access.grant(grant())
    await startOutbox()
  })
  // Transactions are queued, so all others have ended.
  afterEach(deleteAllRequests)

  it('keeps what got no response, and sends it once with its key', async () => {
    expect(await queueUnsent(UNREACHABLE, COMMENT)).toBe(true)
    expect(labels()).toEqual(['Hello.'])
    await sendQueued()
    expect(labels()).toEqual(['Hello.'])

    const server = serve({ 'POST /graphql/': [200, { data: {} }] })
    await Promise.all([sendQueued(), sendQueued()])
    await sendQueued()
    expect(server.requestsTo('POST /graphql/')).toHaveLength(1)
    expect(server.requests[0]!.headers.get('Idempotency-Key')).toBe('c1')
    expect(server.lastBody('POST /graphql/')).toEqual(COMMENT.body)
    expect(labels()).toEqual([])
  })

  it('does not keep what the server answered', async () => {
    expect(await queueUnsent(new Problem(503), COMMENT)).toBe(false)
    expect(labels()).toEqual([])
  })

  it('sends the file of an upload', async () => {
    const file = new File(['date,amount'], 'march.csv')
    const url = '/api/files/'
    await queueUnsent(UNREACHABLE, { id: 'u1', kind: 'upload', label: file.name, url, file })
    const server = serve({ 'POST /api/files/': [201, {}] })
    await sendQueued()
    // The copy of a file has no content here, unlike in a browser.
    expect((server.requests[0]!.data as FormData).has('file')).toBe(true)
    expect(server.requests[0]!.headers.get('Idempotency-Key')).toBe('u1')
  })

  it('sends only the last vote for a link, in the order of the first wait', async () => {
    await queueUnsent(UNREACHABLE, vote(true))
    await queueUnsent(UNREACHABLE, vote(false))
    expect(waiting.value.map(({ body }) => body)).toEqual([vote(false).body])
    await dropTarget('link 1')
    expect(labels()).toEqual([])
  })

  it('keeps what the server rejects, with the reason, and sends the rest', async () => {
    await queueUnsent(UNREACHABLE, COMMENT)
    await queueUnsent(UNREACHABLE, vote(true))
    serve({
      'POST /graphql/': ({ data }) =>
        (data as string).includes('CreateComment')
          ? [200, { errors: [{ message: 'It is gone.', extensions: { code: 'NOT_FOUND' } }] }]
          : [200, { data: {} }],
    })
    await sendQueued()
    expect(waiting.value.map(({ label, error }) => [label, error])).toEqual([
      ['Hello.', 'It is gone.'],
    ])

    mount(WaitingNotice, { attachTo: document.body })
    expect(text()).toContain('Not accepted: It is gone.Hello.')
    // Not again by itself.
    const server = serve({ 'POST /graphql/': [200, { data: {} }] })
    await sendQueued()
    expect(server.requests).toHaveLength(0)
    await press('Try again')
    await until(() => expect(labels()).toEqual([]))
    expect(server.requests).toHaveLength(1)
  })

  it.each([
    ['throttles the user', problem(429, 'Later.'), 1],
    // An error that one request causes does not hold up the others.
    ['has an error', problem(503, 'Away.'), 2],
  ])('waits for a server that %s', async (_, answer, attempts) => {
    await queueUnsent(UNREACHABLE, COMMENT)
    await queueUnsent(UNREACHABLE, vote(true))
    const server = serve({ 'POST /graphql/': answer })
    await sendQueued()
    expect(server.requests).toHaveLength(attempts)
    expect(waiting.value.map(({ error }) => error)).toEqual([undefined, undefined])
  })

  it('sends nothing for an expired session, and the rest after the next sign-in', async () => {
    await queueUnsent(UNREACHABLE, COMMENT)
    const server = serve({
      'POST /graphql/': codedProblem(401, 'not_authenticated', 'Sign in.'),
      'POST /api/session/refresh/': codedProblem(401, 'session_ended', 'Ended.'),
    })
    await sendQueued()
    expect(access.token).toBeNull()
    expect(labels()).toEqual([])

    const next = serve({ 'POST /graphql/': [200, { data: {} }] })
    access.grant(grant())
    await until(() => expect(next.requests).toHaveLength(1))
    expect(server.requestsTo('POST /graphql/')).toHaveLength(1)
  })

  it('belongs to one user', async () => {
    await queueUnsent(UNREACHABLE, COMMENT)
    access.end('expired')
    const server = serve({ 'POST /graphql/': [200, { data: {} }] })
    access.grant(grant({ id: 2 }))
    await startOutbox()
    expect(labels()).toEqual([])
    expect(server.requests).toHaveLength(0)
    expect(await claimRequests(1)).toEqual([])
  })

  it('is emptied at the sign-out', async () => {
    await queueUnsent(UNREACHABLE, COMMENT)
    access.end('signed-out')
    expect(labels()).toEqual([])
    await until(async () => expect(await claimRequests(1)).toEqual([]))
  })

  it('shows what waits, cancels it, and takes that back', async () => {
    await queueUnsent(UNREACHABLE, COMMENT)
    mount(WaitingNotice, { attachTo: document.body })
    expect(text()).toContain('Waiting to be sent')
    expect(all('button', 'Try again')).toHaveLength(0)
    await press('Cancel: Hello.')
    await until(() => expect(labels()).toEqual([]))
    const server = serve({ 'POST /graphql/': [200, { data: {} }] })
    await sendQueued()
    expect(server.requests).toHaveLength(0)
    await press('Undo')
    await until(() => expect(server.requests).toHaveLength(1))
  })

  it('has room for so many', async () => {
    const request = { ...COMMENT, owner: 1, createdAt: Date.now() }
    for (let id = 0; id < LIMITS.requests; id++) await putRequest({ ...request, id: `${id}` })
    expect(await queueUnsent(UNREACHABLE, { ...COMMENT, id: 'last' })).toBe(false)
  })

  it('deletes requests that are too old', async () => {
    await putRequest({ ...COMMENT, owner: 1, createdAt: Date.now() - MAX_AGE_MS - 1 })
    expect(await claimRequests(1)).toEqual([])
  })
})
