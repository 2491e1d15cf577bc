import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { grant, user } from '../../../test/people'
import { all, press, text, the } from '../../../test/screen'
import { coded, serve } from '../../../test/server'
import { access } from '@/api/access'
import { useSession } from '../session'
import ConfirmEmailPage from './ConfirmEmailPage.vue'

const CONFIRM = 'POST /api/users/confirm-email/'
const query = { token: 't1' }

describe('confirming a new address', () => {
  it('makes it the address from then on', async () => {
    const session = useSession()
    access.grant(grant())
    const server = serve({
      [CONFIRM]: [200, { email: 'new@example.com' }],
      'GET /api/users/me/': [200, user({ email: 'new@example.com' })],
    })
    await open(ConfirmEmailPage, { query })
    expect(server.requests).toHaveLength(0)
    await press('Confirm')
    expect(text()).toContain('new@example.com is your address from now on.')
    expect(session.user?.email).toBe('new@example.com')
  })

  it('needs nobody to be signed in', async () => {
    access.end('signed-out')
    const server = serve({ [CONFIRM]: [200, { email: 'new@example.com' }] })
    await open(ConfirmEmailPage, { query })
    await press('Confirm')
    expect(server.requests).toHaveLength(1)
  })

  it('leads on from a spent link', async () => {
    serve({ [CONFIRM]: coded(400, 'link_spent', 'This link has been used or is too old.') })
    await open(ConfirmEmailPage, { query })
    await press('Confirm')
    expect(the('alert').textContent).toContain('This link has been used')
    expect(all('button', 'Confirm')).toHaveLength(0)
    expect(the('link', 'To the account').getAttribute('href')).toBe('/account')
  })
})
