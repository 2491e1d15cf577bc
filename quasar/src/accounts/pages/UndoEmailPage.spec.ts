import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { grant } from '../../../test/users'
import { all, press, text, the } from '../../../test/screen'
import { codedProblem, serve } from '../../../test/server'
import { access } from '@/api/access'
import UndoEmailPage from './UndoEmailPage.vue'

const UNDO = 'POST /api/users/undo-email/'
const hash = '#token=t1'

describe('UndoEmailPage', () => {
  it('ends the session and links to the password reset', async () => {
    access.grant(grant())
    const server = serve({ [UNDO]: [200, { email: 'old@example.com' }] })
    const { router } = await open(UndoEmailPage, { hash })
    expect(server.requests).toHaveLength(0)
    expect(router.currentRoute.value.fullPath).toBe('/here')
    await press('Undo change')
    expect(server.lastBody(UNDO)).toEqual({ token: 't1' })
    expect(text()).toContain('Your email is old@example.com again.')
    expect(access.token).toBeNull()
    expect(the('link', 'Reset password').getAttribute('href')).toBe('/forgot-password')
  })

  it('reports a used link', async () => {
    serve({ [UNDO]: codedProblem(400, 'link_spent', 'This link has been used or is too old.') })
    await open(UndoEmailPage, { hash })
    await press('Undo change')
    expect(the('alert').textContent).toContain('This link has been used')
    expect(all('button', 'Undo change')).toHaveLength(0)
  })

  it('reads only the fragment', async () => {
    await open(UndoEmailPage, { query: { token: 't1' } })
    expect(text()).toContain('This link is incomplete')
  })
})
