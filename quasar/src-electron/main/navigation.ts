import { app, shell, type WebContents } from 'electron'
import { isPage } from './page-files'

/** Schemes that the operating system may open: sites, emails and authenticator apps. */
const EXTERNAL_SCHEMES = ['https:', 'http:', 'mailto:', 'otpauth:']
/**
 * All other permissions are denied. Buttons copy codes, and the server may be in the local network; the
 * policy of the pages allows connections to no other.
 */
const PERMISSIONS = [
  'clipboard-sanitized-write',
  'local-network',
  'local-network-access',
  'loopback-network',
]

/** Keep every window on our own pages; other links open in the system's browser. */
export function restrictNavigation() {
  app.on('web-contents-created', (_, contents) => restrict(contents))
}

function restrict(contents: WebContents) {
  const keep = (event: { url: string; preventDefault: () => void }) => {
    if (isPage(event.url)) return
    event.preventDefault()
    openExternally(event.url)
  }
  contents.on('will-navigate', keep)
  contents.on('will-redirect', keep)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openExternally(url)
    return { action: 'deny' }
  })
  contents.session.setPermissionRequestHandler((_, permission, decide) =>
    decide(PERMISSIONS.includes(permission)),
  )
  contents.session.setPermissionCheckHandler((_, permission) => PERMISSIONS.includes(permission))
}

function openExternally(url: string) {
  const { protocol } = URL.parse(url) ?? {}
  if (protocol && EXTERNAL_SCHEMES.includes(protocol)) void shell.openExternal(url)
}
