import { afterEach, describe, expect, it } from 'vitest'
import { http } from './http'
import { isNative, serverUrl, socketUrl } from './server-url'

describe('the URL of the server', () => {
  afterEach(() => delete http.defaults.baseURL)

  it('is the origin of the page in a browser', () => {
    expect([isNative(), serverUrl('/admin/')]).toEqual([false, '/admin/'])
    expect(socketUrl('/ws/live/')).toBe(`ws://${location.host}/ws/live/`)
  })

  it('is the configured one in a native application', () => {
    http.defaults.baseURL = 'https://example.com'
    expect([isNative(), serverUrl('/admin/')]).toEqual([true, 'https://example.com/admin/'])
    expect(socketUrl('/ws/live/?ticket=t')).toBe('wss://example.com/ws/live/?ticket=t')
  })

  it('is kept if it is already complete', () => {
    http.defaults.baseURL = 'https://example.com'
    expect(serverUrl('https://files.example.com/a.csv')).toBe('https://files.example.com/a.csv')
  })
})
