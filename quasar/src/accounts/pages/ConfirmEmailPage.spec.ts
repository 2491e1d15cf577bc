import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { grant, user } from '../../../test/users'
import { all, press, text, the } from '../../../test/screen'
import { codedProblem, serve } from '../../../test/server'
import { access } from '@/api/access'
import { useSession } from '../session'
import ConfirmEmailPage from './ConfirmEmailPage.vue'

const CONFIRM = 'POST /api/users/confirm-email/'
const hash = '#token=t1'

describe('ConfirmEmailPage', () => {
  it('changes the email', async () => {
    const session = useSession()
    access.grant(grant())
    const server = serve({
      [CONFIRM]: [200, { email: 'new@example.com' }],
      'GET /api/users/me/': [200, user({ email: 'new@example.com' })],
    })
    const { router } = await open(ConfirmEmailPage, { hash })
    expect(server.requests).toHaveLength(0)
    expect(router.currentRoute.value.fullPath).toBe('/here')
    await press('Confirm')
    expect(text()).toContain('Your email is now new@example.com.')
    expect(session.user?.email).toBe('new@example.com')
  })

  it('works without a session', async () => {
    access.end('signed-out')
    const server = serve({ [CONFIRM]: [200, { email: 'new@example.com' }] })
    await open(ConfirmEmailPage, { hash })
    await press('Confirm')
    expect(server.requests).toHaveLength(1)
  })

  it('links to the account if the link was used', async () => {
    serve({ [CONFIRM]: codedProblem(400, 'link_spent', 'This link has been used or is too old.') })
    await open(ConfirmEmailPage, { hash })
    await press('Confirm')
    expect(the('alert').textContent).toContain('This link has been used')
    expect(all('button', 'Confirm')).toHaveLength(0)
    expect(the('link', 'Go to account').getAttribute('href')).toBe('/account')
  })
})
