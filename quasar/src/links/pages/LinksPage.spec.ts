import { flushPromises } from '@vue/test-utils'
import { Notify } from 'quasar'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { graphqlError, rights, serveGraphql } from '../../../test/graphql'
import { link, linkPage } from '../../../test/links'
import { open } from '../../../test/mount'
import { grant } from '../../../test/users'
import { all, press, text, the, until } from '../../../test/screen'
import { serve } from '../../../test/server'
import { access } from '@/api/access'
import { apollo } from '@/api/apollo'
import LinksPage from './LinksPage.vue'

const feed = (nodes: object[], end: string | null = null) => ({
  data: { feed: linkPage(nodes, end) },
})
const key = (pressed: string) => {
  window.dispatchEvent(new KeyboardEvent('keydown', { key: pressed }))
  return flushPromises()
}

describe('LinksPage', () => {
  beforeEach(async () => {
    access.end('signed-out')
    await apollo.clearStore()
  })

  it('lists links with their facts', async () => {
    serveGraphql({ Feed: () => feed([link(), link({ id: '2', description: 'Second' })]) })
    await open(LinksPage)
    await until(() => expect(text()).toContain('The first one'))
    expect(text()).toContain('3 pointsby wrennow2 comments')
    expect(the('link', 'The first one').getAttribute('href')).toBe('https://example.com/one')
  })

  it('loads the next page without repetitions', async () => {
    const asked: unknown[] = []
    serveGraphql({
      Feed: ({ after }) => {
        asked.push(after)
        return after ? feed([link({ id: '2', description: 'Second' })]) : feed([link()], 'more')
      },
    })
    await open(LinksPage)
    await until(() => expect(text()).toContain('The first one'))
    await press('Show more')
    await until(() => expect(text()).toContain('Second'))
    expect(text()).toContain('The first one')
    expect(all('button', 'Show more')).toEqual([])
    expect(asked).toEqual([undefined, 'more'])
  })

  it('explains an empty list', async () => {
    serveGraphql({ Feed: () => feed([]) })
    await open(LinksPage)
    await until(() => expect(text()).toContain('Nothing here yet'))
  })

  it('shows a problem and retries', async () => {
    let away = true
    serveGraphql({
      get Feed() {
        return away ? undefined! : () => feed([link()])
      },
    })
    await open(LinksPage)
    await until(() => expect(the('alert').textContent).toContain('Away.'))
    away = false
    await press('Try again')
    await until(() => expect(text()).toContain('The first one'))
  })

  it('shows an upvote at once', async () => {
    let answer: (value: unknown) => void = () => undefined
    serve({
      'POST /graphql/': async ({ data }) => {
        const body = data as string
        if (body.includes('query Feed')) return [200, feed([link()])]
        if (body.includes('query Rights')) return [200, rights()()]
        if (body.includes('query UnreadReplies')) return [200, { data: { unreadReplies: 0 } }]
        return [200, await new Promise((resolve) => (answer = resolve))]
      },
    })
    await open(LinksPage)
    await until(() => expect(text()).toContain('3 points'))
    access.grant(grant())
    await press('Upvote')
    expect(text()).toContain('4 points')
    answer({ data: { createVote: { link: { ...link({ score: 9, voted: true }) } } } })
    await until(() => expect(text()).toContain('9 points'))
  })

  it('rolls back a rejected upvote', async () => {
    serveGraphql({
      Feed: () => feed([link()]),
      Rights: rights(),
      Vote: () => graphqlError('createVote', 'Too many votes.', { code: 'THROTTLED' }),
    })
    await open(LinksPage)
    // Mounting any application initializes Quasar's plugins.
    const said = vi.spyOn(Notify, 'create').mockReturnValue(() => undefined)
    await until(() => expect(text()).toContain('3 points'))
    access.grant(grant())
    await press('Upvote')
    await until(() =>
      expect(said).toHaveBeenCalledWith({ type: 'negative', message: 'Too many votes.' }),
    )
    expect(text()).toContain('3 points')
    expect(the('button', 'Upvote').getAttribute('aria-pressed')).toBe('false')
  })

  it('hides a link by key and shows it again in place', async () => {
    const { variablesOf } = serveGraphql({
      Feed: () => feed([link(), link({ id: '2', description: 'Second' })]),
      Rights: rights(),
      Hide: ({ hidden }) => ({
        data: { hideLink: { link: { ...link({ hidden: hidden as boolean }) } } },
      }),
    })
    await open(LinksPage)
    await until(() => expect(text()).toContain('Second'))
    access.grant(grant())
    await key('j')
    await key('h')
    await until(() => expect(text()).toContain('Hidden: The first one'))
    expect(all('button', 'Upvote “The first one”')).toEqual([])
    expect(document.activeElement).toBe(the('button', 'Unhide “The first one”'))
    await press('Unhide')
    await until(() => expect(all('button', 'Upvote “The first one”')).toHaveLength(1))
    expect(document.activeElement).toBe(the('button', 'Hide “The first one”'))
    await until(() =>
      expect(variablesOf('Hide')).toEqual([
        { id: '1', hidden: true },
        { id: '1', hidden: false },
      ]),
    )
  })

  it('redirects guests who vote to the sign-in', async () => {
    const { variablesOf } = serveGraphql({ Feed: () => feed([link()]) })
    const { router } = await open(LinksPage)
    await until(() => expect(text()).toContain('3 points'))
    await press('Upvote')
    expect(router.currentRoute.value.fullPath).toBe('/sign-in?next=/here')
    expect(variablesOf('Vote')).toEqual([])
  })

  it('navigates by keyboard', async () => {
    const { variablesOf } = serveGraphql({
      Feed: () => feed([link(), link({ id: '2', description: 'Second' })]),
      Rights: rights(),
      Vote: ({ id }) => ({
        data: { createVote: { link: { ...link({ id: String(id), voted: true }) } } },
      }),
    })
    const { router } = await open(LinksPage)
    await until(() => expect(text()).toContain('Second'))
    access.grant(grant())
    await key('j')
    await key('j')
    expect(document.activeElement?.textContent).toContain('Second')
    await key('k')
    await key('u')
    await until(() => expect(variablesOf('Vote')).toEqual([{ id: 1 }]))
    await key('c')
    expect(router.currentRoute.value.fullPath).toBe('/links/1')
  })

  it('shows the keyboard shortcuts', async () => {
    serveGraphql({ Feed: () => feed([link()]) })
    await open(LinksPage)
    await until(() => expect(text()).toContain('The first one'))
    await key('?')
    await until(() => expect(text()).toContain('Open comments'))
  })
})
