import { net, protocol } from 'electron'
import { isAbsolute, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The origin of all pages. Pages from file: URLs would share one origin with any other file. */
export const ORIGIN = 'app://localhost'

export function isPage(url: string): boolean {
  return url === ORIGIN || url.startsWith(`${ORIGIN}/`)
}

/** Declare the scheme, before the application is ready. */
export function registerPageScheme() {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serve the files of `folder` under the origin, and nothing outside of it. */
export function servePageFiles(folder: string) {
  protocol.handle('app', (request) => {
    const path = isPage(request.url) ? pathOf(request.url, folder) : undefined
    if (!path) return new Response(null, { status: 404 })
    return net.fetch(pathToFileURL(path).href)
  })
}

function pathOf(url: string, folder: string): string | undefined {
  const { pathname } = new URL(url)
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return undefined
  }
  const path = resolve(folder, `.${decoded === '/' ? '/index.html' : decoded}`)
  const inside = relative(folder, path)
  return inside && !inside.startsWith('..') && !isAbsolute(inside) ? path : undefined
}
