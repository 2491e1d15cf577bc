import type { App } from 'vue'
import type { Router } from 'vue-router'
import { http } from './http'
import { Problem } from './problem'
import type { components } from './rest'

type ClientError = components['schemas']['ClientErrorRequest']

/** A broken page may fail on each animation frame. */
const MAX_REPORTS = 5

/** Send unexpected errors of the page, each once, to the server's log. */
export function reportErrors(app: App, router: Router): void {
  const sent = new Set<string>()

  function report(error: unknown): void {
    // The network's errors have no cause in this application, and could not be sent.
    if (error instanceof Problem && error.kind === 'unreachable') return
    const data = describe(error, router)
    if (sent.size >= MAX_REPORTS || sent.has(data.message)) return
    sent.add(data.message)
    void http.post('/api/client-errors/', data).catch(() => undefined)
  }

  app.config.errorHandler = (error) => {
    console.error(error)
    report(error)
  }
  // Without an error it comes from a script of another origin, such as a browser extension.
  window.addEventListener('error', ({ error }) => {
    if (error) report(error)
  })
  window.addEventListener('unhandledrejection', ({ reason }) => report(reason))
}

function describe(error: unknown, router: Router): ClientError {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  return {
    message: `${name}: ${message}`.slice(0, 500),
    stack: stack?.slice(0, 4000) ?? '',
    // The route's pattern, as parameters may be personal data.
    path: router.currentRoute.value.matched.at(-1)?.path ?? '/',
    release: entryScript(),
    failed_request: (error instanceof Problem && error.details?.request_id) || '',
  }
}

/** Return the file name of the page's entry script, which identifies the build. */
function entryScript(): string {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]')
  return script?.src.split('/').at(-1) || 'unknown'
}
