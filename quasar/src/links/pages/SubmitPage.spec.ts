import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { link } from '../../../test/links'
import { open } from '../../../test/mount'
import { grant } from '../../../test/people'
import { submit, text, the, type, until } from '../../../test/screen'
import { serve } from '../../../test/server'
import { access } from '@/api/access'
import type { LiveSubscriber } from '@/api/live-socket'
import SubmitPage from './SubmitPage.vue'

let subscriber: LiveSubscriber
vi.mock('@/api/live', () => ({
  useLive: (given: LiveSubscriber) => (subscriber = given),
}))

type Answer = (query: string) => unknown
const graphql = (answer: Answer) =>
  serve({
    'POST /graphql/': ({ data }) => [
      200,
      answer((JSON.parse(data as string) as { query: string }).query),
    ],
  })
const value = (label: string) => (the('textbox', label) as HTMLInputElement).value

describe('a submission', () => {
  beforeEach(() => {
    localStorage.clear()
    access.grant(grant())
  })

  it('leads to the link', async () => {
    const server = graphql(() => ({
      data: { createLink: { isDuplicate: false, link: link({ id: '5' }) } },
    }))
    const { router } = await open(SubmitPage)
    await type('Address', 'https://example.com/')
    await type('Title', 'One')
    await submit()
    await until(() => expect(router.currentRoute.value.path).toBe('/links/5'))
    expect(server.told('POST /graphql/')).toMatchObject({
      variables: { url: 'https://example.com/', description: 'One', text: '' },
    })
    expect(localStorage.length).toBe(0)
  })

  it('is kept until it is sent', async () => {
    const { wrapper } = await open(SubmitPage)
    await type('Title', 'Half a thought')
    wrapper.unmount()
    await open(SubmitPage)
    expect(value('Title')).toBe('Half a thought')
  })

  it('leaves nothing behind for the next person', async () => {
    await open(SubmitPage)
    await type('Title', 'Mine')
    access.end('signed-out')
    expect(localStorage.length).toBe(0)
  })

  it('says at its field what is wrong', async () => {
    graphql(() => ({
      errors: [
        {
          message: 'Refused.',
          path: ['createLink'],
          extensions: {
            code: 'BAD_USER_INPUT',
            errors: [{ field: 'url', code: 'x', message: 'No such address.' }],
          },
        },
      ],
      data: { createLink: null },
    }))
    await open(SubmitPage)
    await type('Address', 'https://x')
    await submit()
    await until(() => expect(text()).toContain('No such address.'))
    expect(text()).not.toContain('Refused.')
  })

  it('takes the title from the page, and never over what was typed', async () => {
    const asked: string[] = []
    graphql((query) => {
      asked.push(query)
      return { data: { readTitle: { asked: true } } }
    })
    await open(SubmitPage)
    await type('Address', 'https://example.com/')
    await until(() => expect(asked.join()).toContain('readTitle'))

    subscriber.event({ type: 'links.title', url: 'https://other.example/', title: 'Other' })
    subscriber.event({ type: 'links.title', url: 'https://example.com/', title: 'Example' })
    await flushPromises()
    expect(value('Title')).toBe('Example')
    subscriber.event({ type: 'links.title', url: 'https://example.com/', title: 'Again' })
    await flushPromises()
    expect(value('Title')).toBe('Example')
  })
})
