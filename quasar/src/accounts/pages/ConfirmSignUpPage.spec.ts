import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { all, submit, text, the, type } from '../../../test/screen'
import { coded, serve } from '../../../test/server'
import ConfirmSignUpPage from './ConfirmSignUpPage.vue'

const CONFIRM = 'POST /api/users/confirm/'
const query = { token: 't1' }

describe('confirming the address of a new account', () => {
  it('waits for a press, then leads to the sign-in', async () => {
    const server = serve({ [CONFIRM]: [201, { email: 'alice@example.com' }] })
    await open(ConfirmSignUpPage, { query })
    expect(server.requests).toHaveLength(0)
    await submit()
    expect(server.told(CONFIRM)).toEqual(query)
    expect(text()).toContain('alice@example.com is confirmed.')
    expect(the('link', 'Sign in').getAttribute('href')).toBe('/sign-in')
  })

  it('asks for another handle where it was taken meanwhile', async () => {
    const errors = [{ field: 'handle', code: 'unique', message: 'This handle is taken.' }]
    const server = serve({
      [CONFIRM]: ({ data }) =>
        (JSON.parse(data as string) as { handle?: string }).handle === 'alice2'
          ? [201, { email: 'alice@example.com' }]
          : coded(400, 'invalid', 'This handle is taken.', { errors }),
    })
    await open(ConfirmSignUpPage, { query })
    await submit()
    expect(text()).toContain('Meanwhile somebody else took the handle.')
    await type('Handle', 'alice2')
    await submit()
    expect(server.told(CONFIRM)).toEqual({ ...query, handle: 'alice2' })
    expect(text()).toContain('alice@example.com is confirmed.')
  })

  it('leads on from a link that was used before', async () => {
    serve({ [CONFIRM]: coded(400, 'link_spent', 'This link has been used or is too old.') })
    await open(ConfirmSignUpPage, { query })
    await submit()
    expect(the('alert').textContent).toContain('This link has been used or is too old.')
    expect(all('button', 'Confirm')).toHaveLength(0)
    expect(the('link', 'Sign up').getAttribute('href')).toBe('/sign-up')
  })

  it('says so where the mail program has broken the link', async () => {
    await open(ConfirmSignUpPage)
    expect(text()).toContain('This link is incomplete')
  })
})
