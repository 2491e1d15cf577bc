import { beforeEach, describe, expect, it } from 'vitest'
import { serveGraphql } from '../../../test/graphql'
import { comment, commentPage, link, linkPage } from '../../../test/links'
import { open } from '../../../test/mount'
import { press, text, type, until } from '../../../test/screen'
import { access } from '@/api/access'
import { apollo } from '@/api/apollo'
import SearchPage from './SearchPage.vue'

const links = (nodes: object[], words: string) => ({
  data: { searchLinks: { __typename: 'FoundLinks', words, links: linkPage(nodes) } },
})

describe('the search', () => {
  beforeEach(async () => {
    access.end('signed-out')
    await apollo.clearStore()
  })

  it('asks what is looked for', async () => {
    const { told } = serveGraphql({})
    await open(SearchPage)
    expect(text()).toContain('What are you looking for?')
    expect(told('SearchLinks')).toEqual([])
  })

  it('keeps the words in the address, and says where others were meant', async () => {
    const { told } = serveGraphql({
      SearchLinks: () => links([link({ description: 'About Python' })], 'python'),
    })
    const { router } = await open(SearchPage)
    await type('Search links and comments', 'pyhton')
    await until(() => expect(text()).toContain('About Python'))
    expect(router.currentRoute.value.query).toEqual({ q: 'pyhton' })
    expect(text()).toContain('Nobody uses “pyhton”. This is what was found for “python”.')
    expect(told('SearchLinks')).toEqual([{ words: 'pyhton' }])
  })

  it('finds comments too', async () => {
    serveGraphql({
      SearchLinks: () => links([], 'dogs'),
      SearchComments: () => ({
        data: {
          searchComments: {
            __typename: 'FoundComments',
            words: 'dogs',
            comments: commentPage([
              { ...comment({ body: 'Dogs.' }), link: link({ description: 'On cats' }) },
            ]),
          },
        },
      }),
    })
    await open(SearchPage, { query: { q: 'dogs' } })
    await until(() => expect(text()).toContain('Nothing found'))
    const [, toggle] = [...document.querySelectorAll<HTMLElement>('.q-btn-toggle button')]
    toggle!.click()
    await until(() => expect(text()).toContain('Dogs.'))
    expect(text()).toContain('On cats')
  })

  it('says why it cannot, and tries again', async () => {
    let away = true
    serveGraphql({
      get SearchLinks() {
        return away ? undefined! : () => links([link()], 'x')
      },
    })
    await open(SearchPage, { query: { q: 'x' } })
    await until(() => expect(text()).toContain('Away.'))
    away = false
    await press('Try again')
    await until(() => expect(text()).toContain('The first one'))
  })
})
