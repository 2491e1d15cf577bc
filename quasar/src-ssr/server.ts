import { serve, type HttpBindings, type ServerType } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  defineSsrClose,
  defineSsrCreate,
  defineSsrInjectDevMiddleware,
  defineSsrListen,
  defineSsrRenderPreloadTag,
  defineSsrServeStaticContent,
} from '#q-app'
import { pageHeaders } from '../page-headers'

declare module '#q-app' {
  interface SsrDriver {
    app: Hono<{ Bindings: HttpBindings }>
    listenResult: ServerType
    request: IncomingMessage
    response: ServerResponse
  }
}

const YEAR = 365 * 24 * 3600

export const create = defineSsrCreate(() => {
  const headers = Object.entries(pageHeaders(process.env.PAGE_HEADERS))
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(async (context, next) => {
    for (const [name, value] of headers) context.header(name, value)
    await next()
  })
  app.get('/health', (context) => context.text('ok'))
  return app
})

export const listen = defineSsrListen(({ app, port }) => {
  const server = serve({ fetch: app.fetch, port, hostname: process.env.HOST ?? '127.0.0.1' })
  if (import.meta.env.QUASAR_PROD) {
    // Finishes open responses, then lets the process exit.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => server.close())
  }
  return server
})

export const close = defineSsrClose(({ listenResult }) => listenResult.close())

/** Files with a content hash in their name never change. */
export const serveStaticContent = defineSsrServeStaticContent(
  ({ app, resolve }) =>
    ({ urlPath, pathToServe }) => {
      app.use(
        `${resolve.urlPath(urlPath)}*`,
        serveStatic({
          root: resolve.public(pathToServe),
          onFound: (path, context) =>
            context.header(
              'Cache-Control',
              path.includes('/assets/') ? `public, max-age=${YEAR}, immutable` : 'no-cache',
            ),
        }),
      )
    },
)

export const renderPreloadTag = defineSsrRenderPreloadTag((file) => {
  if (file.endsWith('.js')) return `<link rel="modulepreload" href="${file}" crossorigin>`
  if (file.endsWith('.css')) return `<link rel="stylesheet" href="${file}" crossorigin>`
  return ''
})

/** Let Vite's dev server respond first, and render the page if it does not. */
export const injectDevMiddleware = defineSsrInjectDevMiddleware(({ app }) => (middleware) => {
  app.use(async (context, next) => {
    const { incoming, outgoing } = context.env
    const isAnswered = await new Promise<boolean>((resolve, reject) => {
      outgoing.once('close', () => resolve(true))
      void middleware(incoming, outgoing, (error) => (error ? reject(error) : resolve(false)))
    })
    if (isAnswered) return RESPONSE_ALREADY_SENT
    await next()
  })
})
