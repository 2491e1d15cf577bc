import { beforeEach, describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { text, the } from '../../../test/screen'
import { codedProblem, serve } from '../../../test/server'
import { grant } from '../../../test/users'
import { access } from '@/api/access'
import { useSession } from '../session'
import KeepAccountPage from './KeepAccountPage.vue'

const KEEP = 'POST /api/users/keep-account/'
const ME = 'GET /api/users/me/'
const hash = '#token=t1'

describe('KeepAccountPage', () => {
  beforeEach(() => {
    useSession()
    access.end('signed-out')
  })

  it('keeps the account without another click', async () => {
    const server = serve({ [KEEP]: [200, { email: 'alice@example.com' }] })
    const { router } = await open(KeepAccountPage, { hash })
    expect(server.lastBody(KEEP)).toEqual({ token: 't1' })
    expect(text()).toContain('Your account alice@example.com will not be deleted.')
    expect(router.currentRoute.value.hash).toBe('')
  })

  it('removes the notice of a signed-in user', async () => {
    access.grant(grant({ deletion_due_at: '2026-12-14T00:00:00Z' }))
    serve({
      [KEEP]: [200, { email: 'alice@example.com' }],
      [ME]: [200, grant({ deletion_due_at: null }).user],
    })
    await open(KeepAccountPage, { hash })
    expect(useSession().user?.deletion_due_at).toBeNull()
  })

  it('reports a used link', async () => {
    serve({ [KEEP]: codedProblem(400, 'link_spent', 'This link has been used or is too old.') })
    await open(KeepAccountPage, { hash })
    expect(the('alert').textContent).toContain('This link has been used or is too old.')
  })

  it('reports an incomplete link', async () => {
    await open(KeepAccountPage)
    expect(text()).toContain('This link is incomplete')
  })
})
