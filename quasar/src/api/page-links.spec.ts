import { describe, expect, it } from 'vitest'
import { routes } from '@/router/routes'
import { LINKED_PAGES, pageOfLink } from './page-links'

const application = { scheme: 'example', serverUrl: 'https://example.com' }

describe('a link to a page', () => {
  it.each([
    ['example://statements/s1', '/statements/s1'],
    ['example:///statements/s1', '/statements/s1'],
    ['example://transactions?text=a%26b', '/transactions?text=a%26b'],
    ['https://example.com/links/new', '/links/new'],
  ])('%s opens %s', (link, path) => {
    expect(pageOfLink(link, application)).toBe(path)
  })

  it.each([
    'no link',
    'https://example.com.evil.example/statements',
    'http://example.com/statements',
    'other://statements/s1',
    'example:////evil.example/statements',
    'https://example.com//evil.example',
    // These act on a token, or end in a redirect.
    'example://confirm-email?token=t',
    'https://example.com/undo-email#token',
    'example://admin-login?next=/admin/',
    'javascript:alert(1)',
    'file:///statements/s1',
  ])('%s opens none', (link) => {
    expect(pageOfLink(link, application)).toBeUndefined()
  })

  it('is of a page that exists', () => {
    const segments = routes[0]!.children!.map(({ path }) => path.split('/')[0])
    expect(LINKED_PAGES.filter((page) => !segments.includes(page))).toEqual([])
  })
})
