import { beforeEach, describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { grant } from '../../../test/users'
import { text, the, until } from '../../../test/screen'
import { codedProblem, serve } from '../../../test/server'
import { access } from '@/api/access'
import { useSession } from '../session'
import SocialPage from './SocialPage.vue'

const ARRIVE = 'POST /api/social/github/'
const query = { code: 'c1', state: 's1' }
/** Open the page and wait for its answer. */
async function sendOAuthResponse(given: Record<string, string> = query) {
  const opened = await open(SocialPage, { props: { backend: 'github' }, query: given })
  await until(() => expect(text()).not.toContain('Signing you in…'))
  return opened
}

describe('SocialPage', () => {
  beforeEach(() => {
    access.end('signed-out')
    sessionStorage.clear()
  })

  it('signs in and redirects to the requested page', async () => {
    sessionStorage.setItem('social.next', '/account')
    const server = serve({ [ARRIVE]: [200, grant()] })
    const { router } = await sendOAuthResponse()
    expect(server.lastBody(ARRIVE)).toEqual(query)
    expect(router.currentRoute.value.path).toBe('/account')
    expect(sessionStorage.getItem('social.next')).toBeNull()
  })

  it('may require a second factor', async () => {
    serve({
      [ARRIVE]: codedProblem(401, 'second_factor_required', 'Code, please.', { challenge: 'c2' }),
    })
    const { router } = await sendOAuthResponse()
    expect(router.currentRoute.value.path).toBe('/sign-in')
    expect(useSession().challenge).toBe('c2')
  })

  it('may require a confirmed email', async () => {
    serve({ [ARRIVE]: [202, { detail: 'We have sent a mail.', code: 'confirm_email' }] })
    await sendOAuthResponse()
    expect(text()).toContain('We have sent a mail.')
  })

  it('links the provider to a signed-in user', async () => {
    access.grant(grant())
    serve({ [ARRIVE]: [200, { linked: 'github' }] })
    const { router } = await sendOAuthResponse()
    expect(router.currentRoute.value.path).toBe('/account/security')
    expect(access.token).toBe('token')
  })

  it('links back if the provider denied', async () => {
    const server = serve({ [ARRIVE]: codedProblem(400, 'social_denied', 'You said no at GitHub.') })
    await sendOAuthResponse({ error: 'access_denied', state: 's1' })
    expect(server.lastBody(ARRIVE)).toEqual({ error: 'access_denied', state: 's1' })
    expect(the('alert').textContent).toContain('You said no at GitHub.')
    expect(the('link', 'Back to sign-in').getAttribute('href')).toBe('/sign-in')
  })

  it('links to the account if linking fails', async () => {
    const session = useSession()
    access.grant(grant())
    serve({
      [ARRIVE]: codedProblem(409, 'social_linked_elsewhere', 'It belongs to another account.'),
    })
    await sendOAuthResponse()
    expect(session.signedIn).toBe(true)
    expect(the('link', 'Go to security settings').getAttribute('href')).toBe('/account/security')
  })
})
