import { describe, expect, it } from 'vitest'
import { nativeBuild } from './native-build'

const policy = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"
const environment = {
  SERVER_URL: 'https://example.com/',
  PAGE_HEADERS: JSON.stringify({ 'Content-Security-Policy': policy }),
}

describe('the settings of a native application', () => {
  it.each(['electron', 'capacitor'])('are those of %s', (mode) => {
    expect(nativeBuild(mode, environment)).toEqual({
      host: `src-${mode}/host.ts`,
      serverUrl: 'https://example.com',
      contentSecurityPolicy:
        "default-src 'self'; img-src 'self' data:; connect-src 'self' https://example.com wss://example.com",
    })
  })

  it.each(['spa', 'pwa', 'ssr'])('are none for %s', (mode) => {
    expect(nativeBuild(mode, {})).toBeUndefined()
  })

  it.each([undefined, '', 'example.com', 'ftp://example.com'])('reject the server %s', (url) => {
    expect(() => nativeBuild('electron', { ...environment, SERVER_URL: url })).toThrow('SERVER_URL')
  })

  it('reject a build without a policy', () => {
    expect(() => nativeBuild('electron', { SERVER_URL: 'https://example.com' })).toThrow('policy')
  })
})
