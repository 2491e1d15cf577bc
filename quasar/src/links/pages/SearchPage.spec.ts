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

describe('SearchPage', () => {
  beforeEach(async () => {
    access.end('signed-out')
    await apollo.clearStore()
  })

  it('explains an empty search', async () => {
    const { variablesOf } = serveGraphql({})
    await open(SearchPage)
    expect(text()).toContain('What are you looking for?')
    expect(variablesOf('SearchLinks')).toEqual([])
  })

  it('keeps the terms in the URL and names corrections', async () => {
    const { variablesOf } = serveGraphql({
      SearchLinks: () => links([link({ description: 'About Python' })], 'python'),
    })
    const { router } = await open(SearchPage)
    await type('Search links and comments', 'pyhton')
    await until(() => expect(text()).toContain('About Python'))
    expect(router.currentRoute.value.query).toEqual({ q: 'pyhton' })
    expect(text()).toContain('No results for “pyhton”. Showing results for “python”.')
    expect(variablesOf('SearchLinks')).toEqual([{ words: 'pyhton' }])
  })

  it('finds comments', async () => {
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
    await until(() => expect(text()).toContain('No results'))
    const [, toggle] = [...document.querySelectorAll<HTMLElement>('.q-btn-toggle button')]
    toggle!.click()
    await until(() => expect(text()).toContain('Dogs.'))
    expect(text()).toContain('On cats')
  })

  it('shows a problem and retries', async () => {
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
