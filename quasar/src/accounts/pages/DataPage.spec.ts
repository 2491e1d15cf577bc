import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { grant, user } from '../../../test/people'
import { press, submit, text, the, type } from '../../../test/screen'
import { coded, serve } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import { access } from '@/api/access'
import type { Archive } from '@/api/live-events'
import { useSession } from '../session'
import DataPage from './DataPage.vue'

const ASK = 'POST /api/archives/'
const LIST = 'GET /api/archives/'
const DELETE = 'POST /api/users/me/deletion/'

const queued: Archive = {
  id: 'a1',
  status: 'queued',
  size: 0,
  created_at: '2026-03-02T12:00:00Z',
  ready_at: null,
  expires_at: null,
  url: null,
}
const ready: Archive = {
  ...queued,
  status: 'ready',
  size: 2048,
  ready_at: '2026-03-02T12:00:05Z',
  expires_at: '2026-03-09T12:00:05Z',
  url: '/media/private/old',
}

async function show(changes: Parameters<typeof serve>[0] = {}) {
  const server = serve({
    [LIST]: [200, []],
    'POST /api/socket-tickets/': [201, { ticket: 'abc', expires_in: 30 }],
    ...changes,
  })
  await open(DataPage)
  return server
}

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket)
  useSession()
  access.grant(grant())
  return () => vi.unstubAllGlobals()
})

describe('the archive', () => {
  it('is put together, arrives by itself, and is downloaded with a fresh signature', async () => {
    const assign = vi.spyOn(window.location, 'assign').mockReturnValue(undefined)
    const states: Archive[][] = [[], [queued], [ready]]
    let state = 0
    await show({
      [LIST]: () => [200, states[state]],
      [ASK]: () => {
        state = 1
        return [202, queued]
      },
      'GET /api/archives/a1/': [200, { ...ready, url: '/media/private/fresh' }],
    })
    await press('Put an archive together')
    expect(text()).toContain('Being put together.')
    expect(the('button', 'Put an archive together').getAttribute('aria-disabled')).toBe('true')
    state = 2
    FakeSocket.opened.at(-1)!.say({ type: 'archive.changed', archive: ready })
    await flushPromises()
    expect(text()).toContain('2 kB')
    await press('Download')
    expect(assign).toHaveBeenCalledExactlyOnceWith('/media/private/fresh')
  })

  it('that failed says so', async () => {
    await show({ [LIST]: [200, [{ ...queued, status: 'failed' }]] })
    expect(text()).toContain('This one failed.')
  })

  it('is one at a time', async () => {
    await show({ [ASK]: coded(409, 'archive_queued', 'One is being made already.') })
    await press('Put an archive together')
    expect(the('alert').textContent).toContain('One is being made already.')
  })
})

describe('deleting the account', () => {
  it('needs the handle to be typed, and may be taken back', async () => {
    let me = user()
    const server = await show({
      [DELETE]: () => {
        me = user({ deletion_due_at: '2026-03-16T10:00:00Z' })
        return [202, { due_at: me.deletion_due_at }]
      },
      'DELETE /api/users/me/deletion/': () => {
        me = user()
        return [204]
      },
      'GET /api/users/me/': () => [200, me],
    })
    await submit()
    await type('Type alice to confirm', 'Alice')
    await submit()
    expect(server.asked(DELETE)).toHaveLength(0)
    await type('Type alice to confirm', 'alice')
    await submit()
    expect(text()).toContain('will be deleted on Mar 16, 2026')
    await press('Keep the account')
    expect(the('textbox', 'Type alice to confirm')).toBeTruthy()
  })

  it('says why it cannot be', async () => {
    await show({ [DELETE]: coded(409, 'last_superuser', 'You are the last superuser.') })
    await type('Type alice to confirm', 'alice')
    await submit()
    expect(the('alert').textContent).toContain('You are the last superuser.')
  })
})
