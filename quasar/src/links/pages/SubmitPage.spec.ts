import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { link } from '../../../test/links'
import { open } from '../../../test/mount'
import { grant } from '../../../test/users'
import { submit, text, the, type, until } from '../../../test/screen'
import { serve } from '../../../test/server'
import { access } from '@/api/access'
import type { LiveSubscriber } from '@/api/live-socket'
import SubmitPage from './SubmitPage.vue'

let subscriber: LiveSubscriber
vi.mock('@/api/useLiveEvents', () => ({
  useLiveEvents: (given: LiveSubscriber) => (subscriber = given),
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

describe('SubmitPage', () => {
  beforeEach(() => {
    localStorage.clear()
    access.grant(grant())
  })

  it('redirects to the link', async () => {
    const server = graphql(() => ({
      data: { createLink: { isDuplicate: false, link: link({ id: '5' }) } },
    }))
    const { router } = await open(SubmitPage)
    await type('URL', 'https://example.com/')
    await type('Title', 'One')
    await submit()
    await until(() => expect(router.currentRoute.value.path).toBe('/links/5'))
    // A slow machine also asks for the title of the page.
    const sent = server
      .requestsTo('POST /graphql/')
      .map(({ data }) => JSON.parse(data as string) as { operationName: string })
    expect(sent.find(({ operationName }) => operationName !== 'ReadTitle')).toMatchObject({
      variables: { url: 'https://example.com/', description: 'One', text: '' },
    })
    expect(localStorage.length).toBe(0)
  })

  it('keeps a draft until it is sent', async () => {
    const { wrapper } = await open(SubmitPage)
    await type('Title', 'Half a thought')
    wrapper.unmount()
    await open(SubmitPage)
    expect(value('Title')).toBe('Half a thought')
  })

  it('deletes the draft on sign-out', async () => {
    await open(SubmitPage)
    await type('Title', 'Mine')
    access.end('signed-out')
    expect(localStorage.length).toBe(0)
  })

  it('shows errors at their fields', async () => {
    graphql(() => ({
      errors: [
        {
          message: 'Rejected.',
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
    await type('URL', 'https://x')
    await submit()
    await until(() => expect(text()).toContain('No such address.'))
    expect(text()).not.toContain('Rejected.')
  })

  it('shows an error until its field is corrected', async () => {
    const errors = ['url', 'description'].map((field) => ({
      field,
      code: 'x',
      message: `Wrong ${field}.`,
    }))
    graphql(() => ({
      errors: [
        { message: 'No.', path: ['createLink'], extensions: { code: 'BAD_USER_INPUT', errors } },
      ],
      data: { createLink: null },
    }))
    await open(SubmitPage)
    expect(document.querySelector('form')!.noValidate).toBe(true)
    await submit()
    await until(() => expect(text()).toContain('Wrong description.'))
    await type('Title', 'One')
    await until(() => expect(text()).not.toContain('Wrong description.'))
    expect(text()).toContain('Wrong url.')
    // A text is as good as a URL.
    const area = document.querySelector('textarea')!
    area.value = 'Why?'
    area.dispatchEvent(new Event('input'))
    await until(() => expect(text()).not.toContain('Wrong url.'))
    await submit()
    await until(() => expect(text()).toContain('Wrong description.'))
  })

  it.each([
    ['example.com/article', 'https://example.com/article'],
    ['http://example.com', 'http://example.com'],
    ['nowhere', 'nowhere'],
  ])('completes the URL %s', async (typed, completed) => {
    graphql(() => ({ data: { readTitle: { asked: true } } }))
    await open(SubmitPage)
    await type('URL', typed)
    the('textbox', 'URL').dispatchEvent(new Event('change'))
    await flushPromises()
    expect(value('URL')).toBe(completed)
  })

  it('fetches the title unless one is typed', async () => {
    const asked: string[] = []
    graphql((query) => {
      asked.push(query)
      return { data: { readTitle: { asked: true } } }
    })
    await open(SubmitPage)
    await type('URL', 'https://example.com/')
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
