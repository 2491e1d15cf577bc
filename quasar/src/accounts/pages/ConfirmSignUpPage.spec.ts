import { beforeEach, describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { all, submit, text, the, type } from '../../../test/screen'
import { codedProblem, serve } from '../../../test/server'
import { grant } from '../../../test/users'
import { access } from '@/api/access'
import { START_PATH } from '@/product'
import { useSession } from '../session'
import ConfirmSignUpPage from './ConfirmSignUpPage.vue'

const CONFIRM = 'POST /api/users/confirm/'
const hash = '#token=t1'
const link = { token: 't1' }

describe('ConfirmSignUpPage', () => {
  beforeEach(() => access.end('signed-out'))

  it('confirms on click and links to the sign-in', async () => {
    const server = serve({ [CONFIRM]: [201, { email: 'alice@example.com', session: null }] })
    await open(ConfirmSignUpPage, { hash })
    expect(server.requests).toHaveLength(0)
    await submit()
    expect(server.lastBody(CONFIRM)).toEqual(link)
    expect(text()).toContain('alice@example.com is confirmed.')
    expect(the('link', 'Sign in').getAttribute('href')).toBe('/sign-in')
  })

  it('opens the application in the browser that signed up', async () => {
    useSession()
    serve({ [CONFIRM]: [201, { email: 'alice@example.com', session: grant() }] })
    const { router } = await open(ConfirmSignUpPage, { hash })
    await submit()
    expect(router.currentRoute.value.path).toBe(START_PATH)
  })

  it('asks for another username if it was taken', async () => {
    const errors = [{ field: 'handle', code: 'unique', message: 'This username is taken.' }]
    const server = serve({
      [CONFIRM]: ({ data }) =>
        (JSON.parse(data as string) as { handle?: string }).handle === 'alice2'
          ? [201, { email: 'alice@example.com', session: null }]
          : codedProblem(400, 'invalid', 'This username is taken.', { errors }),
    })
    await open(ConfirmSignUpPage, { hash })
    await submit()
    expect(text()).toContain('This username has been taken in the meantime.')
    await type('Username', 'alice2')
    await submit()
    expect(server.lastBody(CONFIRM)).toEqual({ ...link, handle: 'alice2' })
    expect(text()).toContain('alice@example.com is confirmed.')
  })

  it('links to the sign-in if the link was used', async () => {
    serve({ [CONFIRM]: codedProblem(400, 'link_spent', 'This link has been used or is too old.') })
    await open(ConfirmSignUpPage, { hash })
    await submit()
    expect(the('alert').textContent).toContain('This link has been used or is too old.')
    expect(all('button', 'Confirm')).toHaveLength(0)
    expect(the('link', 'Sign up').getAttribute('href')).toBe('/sign-up')
  })

  it('reports an incomplete link', async () => {
    await open(ConfirmSignUpPage)
    expect(text()).toContain('This link is incomplete')
  })
})
