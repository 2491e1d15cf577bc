import { beforeEach, describe, expect, it, vi } from 'vitest'
import { app, resetElectron, shell, WebContents } from '../../test/electron'
import { restrictNavigation } from './navigation'

const EXTERNAL = ['https://example.com/admin/', 'mailto:a@example.com', 'otpauth://totp/a']
const DANGEROUS = [
  'file:///etc/passwd',
  'smb://host/share',
  'javascript:alert(1)',
  'ms-calculator:',
]

function contents(): WebContents {
  const created = new WebContents()
  app.emit('web-contents-created', {}, created)
  return created
}

/** Navigate and return whether that was prevented. */
function navigates(url: string, name = 'will-navigate'): boolean {
  const preventDefault = vi.fn()
  contents().emit(name, { url, preventDefault })
  return preventDefault.mock.calls.length === 0
}

describe('navigation', () => {
  beforeEach(() => {
    resetElectron()
    shell.openExternal.mockClear()
    restrictNavigation()
  })

  it('stays on the pages of the application', () => {
    expect(navigates('app://localhost/index.html')).toBe(true)
    expect(shell.openExternal).not.toHaveBeenCalled()
  })

  it.each(EXTERNAL)('opens %s outside', (url) => {
    expect(navigates(url)).toBe(false)
    expect(contents().openWindow({ url })).toEqual({ action: 'deny' })
    expect(shell.openExternal.mock.calls).toEqual([[url], [url]])
  })

  it.each([...DANGEROUS, 'app://evil/', 'app://localhost.evil.example/', 'no url'])(
    'opens %s nowhere',
    (url) => {
      expect([navigates(url), navigates(url, 'will-redirect')]).toEqual([false, false])
      expect(contents().openWindow({ url })).toEqual({ action: 'deny' })
      expect(shell.openExternal).not.toHaveBeenCalled()
    },
  )

  it('attaches no webview', () => {
    const preventDefault = vi.fn()
    contents().emit('will-attach-webview', { preventDefault })
    expect(preventDefault).toHaveBeenCalledOnce()
  })

  it('permits copying and a local server, and nothing else', () => {
    const { asksFor } = contents()
    const permitted = ['clipboard-sanitized-write', 'local-network-access', 'loopback-network']
    const denied = ['media', 'geolocation', 'openExternal', 'notifications', 'clipboard-read']
    expect([...permitted, ...denied].filter(asksFor)).toEqual(permitted)
  })
})
