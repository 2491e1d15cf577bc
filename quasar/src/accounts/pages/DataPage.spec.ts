import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { grant, user } from '../../../test/users'
import { press, submit, text, the, type } from '../../../test/screen'
import { codedProblem, serve } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import { access } from '@/api/access'
import type { Archive } from '@/api/live-events'
import { useSession } from '../session'
import DataPage from './DataPage.vue'

const REQUEST = 'POST /api/archives/'
const LIST = 'GET /api/archives/'
const DELETE = 'POST /api/users/me/deletion/'

const queued: Archive = {
  id: 'a1',
  status: 'queued',
  problem: '',
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
})

describe('data export', () => {
  it('is prepared, updated live and downloaded by a fresh URL', async () => {
    const assign = vi.spyOn(window.location, 'assign').mockReturnValue(undefined)
    const states: Archive[][] = [[], [queued], [ready]]
    let state = 0
    await show({
      [LIST]: () => [200, states[state]],
      [REQUEST]: () => {
        state = 1
        return [202, queued]
      },
      'GET /api/archives/a1/': [200, { ...ready, url: '/media/private/fresh' }],
    })
    await press('Request export')
    expect(text()).toContain('Preparing…')
    expect(the('button', 'Request export').getAttribute('aria-disabled')).toBe('true')
    state = 2
    FakeSocket.opened.at(-1)!.say({ type: 'archive.changed', archive: ready })
    await flushPromises()
    expect(text()).toContain('2 kB')
    await press('Download')
    expect(assign).toHaveBeenCalledExactlyOnceWith('/media/private/fresh')
  })

  it('shows why it failed', async () => {
    const problem = 'It took too long and was stopped.'
    await show({ [LIST]: [200, [{ ...queued, status: 'failed', problem }]] })
    expect(text()).toContain(problem)
  })

  it('is cancelled while it is prepared', async () => {
    const cancelled: Archive = { ...queued, status: 'failed', problem: 'You cancelled the export.' }
    let state = queued
    const server = await show({
      [LIST]: () => [200, [state]],
      'POST /api/archives/a1/cancel/': () => {
        state = cancelled
        return [200, cancelled]
      },
    })
    await press('Cancel')
    expect(server.requestsTo('POST /api/archives/a1/cancel/')).toHaveLength(1)
    FakeSocket.opened.at(-1)!.say({ type: 'archive.changed', archive: cancelled })
    await flushPromises()
    expect(text()).toContain('You cancelled the export.')
  })

  it('allows one at a time', async () => {
    await show({ [REQUEST]: codedProblem(409, 'archive_queued', 'One is being made already.') })
    await press('Request export')
    expect(the('alert').textContent).toContain('One is being made already.')
  })
})

describe('account deletion', () => {
  it('requires the username, and can be cancelled', async () => {
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
    expect(server.requestsTo(DELETE)).toHaveLength(0)
    await type('Type alice to confirm', 'alice')
    await submit()
    expect(text()).toContain('will be deleted on Mar 16, 2026')
    await press('Cancel deletion')
    expect(the('textbox', 'Type alice to confirm')).toBeTruthy()
  })

  it('shows why it fails', async () => {
    await show({ [DELETE]: codedProblem(409, 'last_superuser', 'You are the last superuser.') })
    await type('Type alice to confirm', 'alice')
    await submit()
    expect(the('alert').textContent).toContain('You are the last superuser.')
  })
})
