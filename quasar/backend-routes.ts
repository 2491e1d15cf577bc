import type { ProxyOptions } from 'vite'

/** Target of a path prefix; `local/` passes the list as BACKEND_ROUTES. */
export interface BackendRoute {
  /** A regular expression for the path, without the query. */
  pattern: string
  target: string
  websocket: boolean
}

/** Vite matches its keys against path and query, so the path may end at a "?" too. */
function pathAndQuery(pattern: string): string {
  return pattern.replaceAll('$', () => '(?=[?]|$)')
}

/** Abort the response if the backend does, so that the browser does not wait for the rest. */
const passOnBreaks: NonNullable<ProxyOptions['configure']> = (proxy) => {
  proxy.on('proxyRes', (proxied, _request, response) => {
    proxied.on('close', () => {
      if (!proxied.complete) response.destroy()
    })
  })
}

/** Return Vite's proxy table. The Host header is kept, as Django checks it; the client's IP address
 *  is appended to X-Forwarded-For, as CloudFront does. */
export function backendProxy(routes: string | undefined): Record<string, ProxyOptions> {
  if (!routes) return {}
  return Object.fromEntries(
    (JSON.parse(routes) as BackendRoute[]).map(({ pattern, target, websocket }) => [
      pathAndQuery(pattern),
      { target, ws: websocket, xfwd: true, configure: passOnBreaks },
    ]),
  )
}
