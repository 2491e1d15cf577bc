import { describe, expect, it } from 'vitest'
import { routes } from '@/router/routes'
import { LINKED_PAGES, pageOfLink } from './page-links'

const application = { scheme: 'example', serverUrl: 'https://example.com' }

describe('a link to a page', () => {
  it.each([
    ['example://account/a1', '/account/a1'],
    ['example:///account/a1', '/account/a1'],
    ['example://account?text=a%26b', '/account?text=a%26b'],
    ['https://example.com/account/new', '/account/new'],
  ])('%s opens %s', (link, path) => {
    expect(pageOfLink(link, application)).toBe(path)
  })

  it.each([
    'no link',
    'https://example.com.evil.example/account',
    'http://example.com/account',
    'other://account/s1',
    'example:////evil.example/account',
    'https://example.com//evil.example',
    // These act on a token, or end in a redirect.
    'example://confirm-email?token=t',
    'https://example.com/undo-email#token',
    'example://admin-login?next=/admin/',
    'javascript:alert(1)',
    'file:///account/s1',
  ])('%s opens none', (link) => {
    expect(pageOfLink(link, application)).toBeUndefined()
  })

  it('is of a page that exists', () => {
    const segments = routes[0]!.children!.map(({ path }) => path.split('/')[0])
    expect(LINKED_PAGES.filter((page) => !segments.includes(page))).toEqual([])
  })
})
