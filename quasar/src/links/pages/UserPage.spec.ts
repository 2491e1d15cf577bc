import { beforeEach, describe, expect, it } from 'vitest'
import { serveGraphql } from '../../../test/graphql'
import { comment, commentPage, link, linkPage } from '../../../test/links'
import { open } from '../../../test/mount'
import { text, until } from '../../../test/screen'
import { access } from '@/api/access'
import { apollo } from '@/api/apollo'
import UserPage from './UserPage.vue'

const profile = {
  __typename: 'ProfileType',
  karma: 1234,
  joinedAt: '2025-10-22T12:00:00+00:00',
  user: { __typename: 'UserType', id: '7', username: 'wren' },
}

describe('UserPage', () => {
  beforeEach(async () => {
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

  it('reports an unknown user', async () => {
    const { variablesOf } = serveGraphql({ Person: () => ({ data: { profile: null } }) })
    await open(UserPage, { props: { username: 'unknown' } })
    await until(() => expect(text()).toContain('User not found'))
    expect(variablesOf('LinksOf')).toEqual([])
  })
})
