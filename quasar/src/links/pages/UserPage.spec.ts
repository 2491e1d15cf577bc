import { beforeEach, describe, expect, it } from 'vitest'
import { serveGraphql } from '../../../test/graphql'
import { comment, commentPage, link, linkPage } from '../../../test/links'
import { open } from '../../../test/mount'
import { all, press, submit, text, until } from '../../../test/screen'
import { grant } from '../../../test/users'
import { useSession } from '@/accounts/session'
import { access } from '@/api/access'
import { apollo } from '@/api/apollo'
import UserPage from './UserPage.vue'

const profile = {
  __typename: 'ProfileType',
  karma: 1234,
  about: '',
  joinedAt: '2025-10-22T12:00:00+00:00',
  user: { __typename: 'UserType', id: '7', username: 'wren' },
}

describe('UserPage', () => {
  beforeEach(async () => {
    useSession()
    access.end('signed-out')
    await apollo.clearStore()
  })

  it('shows submissions and comments', async () => {
    const { variablesOf } = serveGraphql({
      Person: () => ({ data: { profile } }),
      LinksOf: () => ({ data: { linksOf: linkPage([link()]) } }),
      Comments: () => ({
        data: { comments: commentPage([{ ...comment(), link: link({ description: 'On cats' }) }]) },
      }),
    })
    await open(UserPage, { props: { username: 'wren' } })
    await until(() => expect(text()).toContain('The first one'))
    expect(text()).toContain('1,234 points of karma · Member since Oct 22, 2025')
    expect(variablesOf('LinksOf')).toEqual([{ username: 'wren' }])
    document.querySelectorAll<HTMLElement>('.q-btn-toggle button')[1]!.click()
    await until(() => expect(text()).toContain('On cats'))
  })

  it('shows the text of another user as it is', async () => {
    serveGraphql({
      Person: () => ({ data: { profile: { ...profile, about: '<b>Hello</b>\nthere' } } }),
      LinksOf: () => ({ data: { linksOf: linkPage([]) } }),
    })
    access.grant(grant())
    await open(UserPage, { props: { username: 'wren' } })
    await until(() => expect(text()).toContain('<b>Hello</b> there'))
    expect(all('button', 'profile text')).toHaveLength(0)
  })

  it('lets its owner edit the text', async () => {
    const user = { __typename: 'UserType', id: String(grant().user.id), username: 'ada' }
    let about = ''
    const { variablesOf } = serveGraphql({
      Person: () => ({ data: { profile: { ...profile, user, about } } }),
      LinksOf: () => ({ data: { linksOf: linkPage([]) } }),
      EditProfile: (variables) => {
        about = variables.about as string
        return { data: { editProfile: { profile: { __typename: 'ProfileType', about, user } } } }
      },
    })
    access.grant(grant())
    await open(UserPage, { props: { username: 'ada' } })
    await until(() => press('Add profile text'))
    const area = document.querySelector('textarea')!
    area.value = 'I count.'
    area.dispatchEvent(new Event('input'))
    await submit()
    await until(() => expect(all('button', 'Edit profile text')).toHaveLength(1))
    expect(text()).toContain('I count.')
    expect(variablesOf('EditProfile')).toEqual([{ about: 'I count.' }])
  })

  it('reports an unknown user', async () => {
    const { variablesOf } = serveGraphql({ Person: () => ({ data: { profile: null } }) })
    await open(UserPage, { props: { username: 'unknown' } })
    await until(() => expect(text()).toContain('User not found'))
    expect(variablesOf('LinksOf')).toEqual([])
  })
})
