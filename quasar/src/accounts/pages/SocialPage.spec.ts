import { beforeEach, describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { grant } from '../../../test/people'
import { text, the } from '../../../test/screen'
import { coded, serve } from '../../../test/server'
import { access } from '@/api/access'
import { useSession } from '../session'
import SocialPage from './SocialPage.vue'

const ARRIVE = 'POST /api/social/github/'
const query = { code: 'c1', state: 's1' }
const arrive = (given: Record<string, string> = query) =>
  open(SocialPage, { props: { backend: 'github' }, query: given })

describe('coming back from another site', () => {
  beforeEach(() => {
    access.end('signed-out')
    sessionStorage.clear()
  })

  it('signs in and leads to where one wanted to go', async () => {
    sessionStorage.setItem('social.next', '/account')
    const server = serve({ [ARRIVE]: [200, grant()] })
    const { router } = await arrive()
    expect(server.told(ARRIVE)).toEqual(query)
    expect(router.currentRoute.value.path).toBe('/account')
    expect(sessionStorage.getItem('social.next')).toBeNull()
  })

  it('may ask for the second factor first', async () => {
    serve({ [ARRIVE]: coded(401, 'second_factor_required', 'Code, please.', { challenge: 'c2' }) })
    const { router } = await arrive()
    expect(router.currentRoute.value.path).toBe('/sign-in')
    expect(useSession().challenge).toBe('c2')
  })

  it('may lead to the mailbox first', async () => {
    serve({ [ARRIVE]: [202, { detail: 'We have sent a mail.', code: 'confirm_email' }] })
    await arrive()
    expect(text()).toContain('We have sent a mail.')
  })

  it('links, for who was signed in', async () => {
    access.grant(grant())
    serve({ [ARRIVE]: [200, { linked: 'github' }] })
    const { router } = await arrive()
    expect(router.currentRoute.value.path).toBe('/account/security')
    expect(access.token).toBe('token')
  })

  it('leads back when it was denied there', async () => {
    const server = serve({ [ARRIVE]: coded(400, 'social_denied', 'You said no at GitHub.') })
    await arrive({ error: 'access_denied', state: 's1' })
    expect(server.told(ARRIVE)).toEqual({ error: 'access_denied', state: 's1' })
    expect(the('alert').textContent).toContain('You said no at GitHub.')
    expect(the('link', 'Back to sign-in').getAttribute('href')).toBe('/sign-in')
  })

  it('leads back to the account when linking was refused', async () => {
    const session = useSession()
    access.grant(grant())
    serve({ [ARRIVE]: coded(409, 'social_linked_elsewhere', 'It belongs to another account.') })
    await arrive()
    expect(session.signedIn).toBe(true)
    expect(the('link', "To the account's security").getAttribute('href')).toBe('/account/security')
  })
})
