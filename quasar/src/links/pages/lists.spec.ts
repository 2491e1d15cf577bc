import { beforeEach, describe, expect, it } from 'vitest'
import { serveGraphql } from '../../../test/graphql'
import { comment, commentPage, link, linkPage, page } from '../../../test/links'
import { open } from '../../../test/mount'
import { all, press, text, until } from '../../../test/screen'
import { access } from '@/api/access'
import { apollo } from '@/api/apollo'
import AnswersPage from './AnswersPage.vue'
import CommentsPage from './CommentsPage.vue'
import HiddenLinksPage from './HiddenLinksPage.vue'
import ModerationsPage from './ModerationsPage.vue'
import SavedLinksPage from './SavedLinksPage.vue'
import SitePage from './SitePage.vue'

const entry = (facts: object) => ({
  __typename: 'ModerationType',
  id: '1',
  action: 'HIDE',
  reason: 'An advertisement.',
  createdAt: '2026-11-20T10:00:00+00:00',
  moderator: { __typename: 'UserType', id: '9', username: 'sable' },
  link: link({ id: '5' }),
  comment: null,
  ...facts,
})

describe('the other lists', () => {
  beforeEach(async () => {
    access.end('signed-out')
    await apollo.clearStore()
  })

  it('has the links of a site', async () => {
    const { told } = serveGraphql({ LinksOf: () => ({ data: { linksOf: linkPage([link()]) } }) })
    await open(SitePage, { props: { site: 'example.com' } })
    await until(() => expect(text()).toContain('The first one'))
    expect(text()).toContain('Links from example.com')
    expect(told('LinksOf')).toEqual([{ site: 'example.com' }])
  })

  it('says where nothing is saved yet', async () => {
    serveGraphql({ Saved: () => ({ data: { savedLinks: linkPage([]) } }) })
    await open(SavedLinksPage)
    await until(() => expect(text()).toContain('You have saved nothing yet'))
  })

  it('has what somebody hid, and says how to hide', async () => {
    let nodes: object[] = []
    serveGraphql({ Hidden: () => ({ data: { hiddenLinks: linkPage(nodes) } }) })
    const { wrapper } = await open(HiddenLinksPage)
    await until(() => expect(text()).toContain('You have hidden nothing'))
    wrapper.unmount()

    nodes = [link({ hidden: true })]
    await open(HiddenLinksPage)
    await until(() => expect(text()).toContain('Hidden: The first one'))
  })

  it('has what others answered, and says where nobody did', async () => {
    const answer = { ...comment({ body: 'I disagree.' }), link: link() }
    let nodes: object[] = []
    serveGraphql({ Answers: () => ({ data: { answers: commentPage(nodes) } }) })
    const { wrapper } = await open(AnswersPage)
    await until(() => expect(text()).toContain('Nobody has answered you yet'))
    wrapper.unmount()

    nodes = [answer]
    await open(AnswersPage)
    await until(() => expect(text()).toContain('I disagree.'))
    expect(text()).toContain('on The first one')
  })

  it('has the newest comments, page by page', async () => {
    const said = (id: string, body: string) => ({ ...comment({ id, body }), link: link() })
    serveGraphql({
      Comments: ({ after }) => ({
        data: {
          comments: after
            ? commentPage([said('1', 'Older.')])
            : commentPage([said('2', 'Newer.')], 'more'),
        },
      }),
    })
    await open(CommentsPage)
    await until(() => expect(text()).toContain('Newer.'))
    expect(text()).toContain('on The first one')
    await press('Show more')
    await until(() => expect(text()).toContain('Older.'))
  })

  it('has the log of what moderators did', async () => {
    serveGraphql({
      Moderations: () => ({
        data: {
          moderations: page([
            entry({}),
            entry({
              id: '2',
              action: 'RESTORE',
              reason: 'It was none.',
              moderator: null,
              comment: { __typename: 'CommentType', id: '8' },
            }),
          ]),
        },
      }),
    })
    await open(ModerationsPage)
    await until(() => expect(text()).toContain('An advertisement.'))
    expect(text()).toContain('sable hid a link')
    expect(text()).toContain('somebody who left restored a comment on a link')
    const paths = all('link').map((each) => each.getAttribute('href'))
    expect(paths).toContain('/links/5')
    expect(paths).toContain('/links/5/comments/8')
  })

  it('says where nothing was hidden yet', async () => {
    serveGraphql({ Moderations: () => ({ data: { moderations: page([]) } }) })
    await open(ModerationsPage)
    await until(() => expect(text()).toContain('Nothing was hidden yet'))
  })
})
