import { beforeEach, describe, expect, it } from 'vitest'
import { net, schemes } from '../../test/electron'
import { servePageFiles } from './page-files'

const answer = (url: string) => schemes.app!({ url })

describe('the files of the pages', () => {
  beforeEach(() => {
    net.fetch.mockImplementation((url) => url)
    servePageFiles('/opt/application')
  })

  it.each([
    ['app://localhost/', 'file:///opt/application/index.html'],
    ['app://localhost/assets/index-1.js?v=1', 'file:///opt/application/assets/index-1.js'],
    ['app://localhost/icons/a%20b.svg', 'file:///opt/application/icons/a%20b.svg'],
    // URLs have no parents: Chromium resolves them before it asks.
    ['app://localhost/../../etc/passwd', 'file:///opt/application/etc/passwd'],
  ])('%s is %s', (url, file) => {
    expect(answer(url)).toBe(file)
  })

  it.each([
    'app://localhost/..%2F..%2Fetc%2Fpasswd',
    'app://localhost/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    'app://localhost/%E0%A4%A',
    'app://localhost/.',
    'app://other/index.html',
  ])('%s is nothing outside of them', (url) => {
    const served = answer(url)
    if (typeof served === 'string') expect(served).toMatch(/^file:\/\/\/opt\/application\/\w/)
    else expect((served as Response).status).toBe(404)
  })
})
