import { flushPromises } from '@vue/test-utils'
import { Notify } from 'quasar'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { refusal, rights, serveGraphql } from '../../../test/graphql'
import { link, linkPage } from '../../../test/links'
import { open } from '../../../test/mount'
import { grant } from '../../../test/people'
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

describe('the links', () => {
  beforeEach(async () => {
    access.end('signed-out')
    await apollo.clearStore()
  })

  it('are a list with what there is to know of each', async () => {
    serveGraphql({ Feed: () => feed([link(), link({ id: '2', description: 'Second' })]) })
    await open(LinksPage)
    await until(() => expect(text()).toContain('The first one'))
    expect(text()).toContain('3 pointsby wrennow2 comments')
    expect(the('link', 'The first one').getAttribute('href')).toBe('https://example.com/one')
  })

  it('go on where they end, without saying anything twice', async () => {
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

  it('say what to do where there are none', async () => {
    serveGraphql({ Feed: () => feed([]) })
    await open(LinksPage)
    await until(() => expect(text()).toContain('Nothing here yet'))
  })

  it('say why they cannot be read, and are read again', async () => {
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

  it('show a vote at once', async () => {
    let answer: (value: unknown) => void = () => undefined
    serve({
      'POST /graphql/': async ({ data }) => {
        const body = data as string
        if (body.includes('query Feed')) return [200, feed([link()])]
        if (body.includes('query Rights')) return [200, rights()()]
        return [200, await new Promise((resolve) => (answer = resolve))]
      },
    })
    await open(LinksPage)
    await until(() => expect(text()).toContain('3 points'))
    access.grant(grant())
    await press('Vote for')
    expect(text()).toContain('4 points')
    answer({ data: { createVote: { link: { ...link({ score: 9, voted: true }) } } } })
    await until(() => expect(text()).toContain('9 points'))
  })

  it('take a vote back that the server refuses, and say why', async () => {
    serveGraphql({
      Feed: () => feed([link()]),
      Rights: rights(),
      Vote: () => refusal('createVote', 'Too many votes.', { code: 'THROTTLED' }),
    })
    await open(LinksPage)
    // Quasar's plugins come to life with the first application that uses them.
    const said = vi.spyOn(Notify, 'create').mockReturnValue(() => undefined)
    await until(() => expect(text()).toContain('3 points'))
    access.grant(grant())
    await press('Vote for')
    await until(() =>
      expect(said).toHaveBeenCalledWith({ type: 'negative', message: 'Too many votes.' }),
    )
    expect(text()).toContain('3 points')
    expect(the('button', 'Vote for').getAttribute('aria-pressed')).toBe('false')
  })

  it('are hidden at a key, and shown again where they stood', async () => {
    const { told } = serveGraphql({
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
    expect(all('button', 'Vote for “The first one”')).toEqual([])
    expect(document.activeElement).toBe(the('button', 'Show again “The first one”'))
    await press('Show again')
    await until(() => expect(all('button', 'Vote for “The first one”')).toHaveLength(1))
    expect(document.activeElement).toBe(the('button', 'Hide “The first one”'))
    await until(() =>
      expect(told('Hide')).toEqual([
        { id: '1', hidden: true },
        { id: '1', hidden: false },
      ]),
    )
  })

  it('lead to the sign-in whoever votes as nobody', async () => {
    const { told } = serveGraphql({ Feed: () => feed([link()]) })
    const { router } = await open(LinksPage)
    await until(() => expect(text()).toContain('3 points'))
    await press('Vote for')
    expect(router.currentRoute.value.fullPath).toBe('/sign-in?next=/here')
    expect(told('Vote')).toEqual([])
  })

  it('are read by keyboard', async () => {
    const { told } = serveGraphql({
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
    await until(() => expect(told('Vote')).toEqual([{ id: 1 }]))
    await key('c')
    expect(router.currentRoute.value.fullPath).toBe('/links/1')
  })

  it('show their keys', async () => {
    serveGraphql({ Feed: () => feed([link()]) })
    await open(LinksPage)
    await until(() => expect(text()).toContain('The first one'))
    await key('?')
    await until(() => expect(text()).toContain('Open the comments'))
  })
})
