import type { ProxyOptions } from 'vite'

/** Who answers a path of the one address; `local/` hands the list over as BACKEND_ROUTES. */
export interface BackendRoute {
  /** A regular expression for the path, without the query. */
  pattern: string
  target: string
  websocket: boolean
}

/** Vite matches its keys against path and query, so the end of the path is also a "?". */
function pathAndQuery(pattern: string): string {
  return pattern.replaceAll('$', () => '(?=[?]|$)')
}

/** A backend that restarts in mid-answer must not leave the browser waiting for the rest. */
const passOnBreaks: NonNullable<ProxyOptions['configure']> = (proxy) => {
  proxy.on('proxyRes', (answer, _request, response) => {
    answer.on('close', () => {
      if (!answer.complete) response.destroy()
    })
  })
}

/** Vite's proxy table. The Host header stays as it came: Django sees the one address. Whom the
 *  proxy speaks for it appends to X-Forwarded-For, as CloudFront does. */
export function backendProxy(routes: string | undefined): Record<string, ProxyOptions> {
  if (!routes) return {}
  return Object.fromEntries(
    (JSON.parse(routes) as BackendRoute[]).map(({ pattern, target, websocket }) => [
      pathAndQuery(pattern),
      { target, ws: websocket, xfwd: true, configure: passOnBreaks },
    ]),
  )
}
