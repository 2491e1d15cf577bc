import { beforeEach, describe, expect, it } from 'vitest'
import { serveGraphql } from '../../../test/graphql'
import { comment, commentPage, link, linkPage, page } from '../../../test/links'
import { open } from '../../../test/mount'
import { all, press, text, until } from '../../../test/screen'
import { useSession } from '@/accounts/session'
import { access } from '@/api/access'
import { apollo } from '@/api/apollo'
import RepliesPage from './RepliesPage.vue'
import CommentsPage from './CommentsPage.vue'
import HiddenLinksPage from './HiddenLinksPage.vue'
import { grant } from '../../../test/users'
import ModerationLogPage from './ModerationLogPage.vue'
import PastPage from './PastPage.vue'
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

describe('other lists', () => {
  beforeEach(async () => {
    useSession()
    access.end('signed-out')
    await apollo.clearStore()
  })

  it('show the links of a site', async () => {
    const { variablesOf } = serveGraphql({
      LinksOf: () => ({ data: { linksOf: linkPage([link()]) } }),
    })
    await open(SitePage, { props: { site: 'example.com' } })
    await until(() => expect(text()).toContain('The first one'))
    expect(text()).toContain('Links from example.com')
    expect(variablesOf('LinksOf')).toEqual([{ site: 'example.com' }])
  })

  it('explain an empty list of saved links', async () => {
    serveGraphql({ Saved: () => ({ data: { savedLinks: linkPage([]) } }) })
    await open(SavedLinksPage)
    await until(() => expect(text()).toContain('No saved links yet'))
  })

  it('show hidden links, or an empty state', async () => {
    let nodes: object[] = []
    serveGraphql({ Hidden: () => ({ data: { hiddenLinks: linkPage(nodes) } }) })
    const { wrapper } = await open(HiddenLinksPage)
    await until(() => expect(text()).toContain('No hidden links'))
    wrapper.unmount()

    nodes = [link({ hidden: true })]
    await open(HiddenLinksPage)
    await until(() => expect(text()).toContain('Hidden: The first one'))
  })

  it('show replies, or an empty state', async () => {
    const answer = { ...comment({ body: 'I disagree.' }), link: link() }
    let nodes: object[] = []
    serveGraphql({ Answers: () => ({ data: { answers: commentPage(nodes) } }) })
    const { wrapper } = await open(RepliesPage)
    await until(() => expect(text()).toContain('No replies yet'))
    wrapper.unmount()

    nodes = [answer]
    await open(RepliesPage)
    await until(() => expect(text()).toContain('I disagree.'))
    expect(text()).toContain('on The first one')
  })

  it('show the number of unread replies until they are read', async () => {
    let unreadReplies = 100
    serveGraphql({
      UnreadReplies: () => ({ data: { unreadReplies } }),
      Answers: () => ({ data: { answers: commentPage([{ ...comment(), link: link() }]) } }),
      Saved: () => ({ data: { savedLinks: linkPage([]) } }),
      MarkRepliesRead: () => {
        unreadReplies = 0
        return {
          data: { markRepliesRead: { __typename: 'MarkRepliesRead', unreadReplies } },
        }
      },
    })
    access.grant(grant())
    const { wrapper } = await open(SavedLinksPage)
    await until(() => expect(all('link', 'Replies')[0]!.textContent).toContain('99+ unread'))
    wrapper.unmount()

    await open(RepliesPage)
    await until(() => expect(text()).toContain('Indeed.'))
    await until(() => expect(all('link', 'Replies')[0]!.textContent).not.toContain('unread'))
  })

  it('show the front page of a day', async () => {
    const { variablesOf } = serveGraphql({
      FrontPage: ({ day }) => ({
        data: { frontPage: linkPage(day === '2026-02-28' ? [link()] : []) },
      }),
    })
    const { wrapper } = await open(PastPage, { props: { day: '2026-02-28' } })
    await until(() => expect(text()).toContain('The first one'))
    expect(text()).toContain('Front page of Feb 28, 2026')
    const paths = all('button').map((each) => each.getAttribute('href'))
    expect(paths).toContain('/links/past/2026-02-27')
    expect(paths).toContain('/links/past/2026-03-01')
    wrapper.unmount()

    const today = new Date().toISOString().slice(0, 10)
    await open(PastPage, { props: { day: today } })
    await until(() => expect(text()).toContain('No links on this day'))
    expect(all('button', 'Next day')).toHaveLength(0)
    expect(variablesOf('FrontPage')).toEqual([{ day: '2026-02-28' }, { day: today }])
  })

  it('show the front page of yesterday by default', async () => {
    const { variablesOf } = serveGraphql({
      FrontPage: () => ({ data: { frontPage: linkPage([]) } }),
    })
    await open(PastPage)
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    await until(() => expect(variablesOf('FrontPage')).toEqual([{ day: yesterday }]))
  })

  it('show the newest comments with pagination', async () => {
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

  it('show the moderation log', async () => {
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
    await open(ModerationLogPage)
    await until(() => expect(text()).toContain('An advertisement.'))
    expect(text()).toContain('sable removed a link')
    expect(text()).toContain('[deleted] restored a comment on a link')
    const paths = all('link').map((each) => each.getAttribute('href'))
    expect(paths).toContain('/links/5')
    expect(paths).toContain('/links/5/comments/8')
  })

  it('explain an empty moderation log', async () => {
    serveGraphql({ Moderations: () => ({ data: { moderations: page([]) } }) })
    await open(ModerationLogPage)
    await until(() => expect(text()).toContain('No actions yet'))
  })
})
