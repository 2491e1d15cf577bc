import { defineSsrMiddleware, type SsrRenderRedirectError } from '#q-app'
import type { RenderVueParams } from '@quasar/app-vite'
import type { PageContext } from '../../src/ui/page-context'
import { pagePolicy } from '../page-policy'

/** A CDN keeps a page for seconds, and an old one while it fetches the next. */
const PUBLIC_CACHING = 'public, max-age=0, s-maxage=10, stale-while-revalidate=60'

type Rendering = RenderVueParams & Partial<PageContext>

/** Render every path that is not a file; registered last, as it matches everything. */
export default defineSsrMiddleware(({ app, resolve, render, serve }) => {
  app.get(resolve.urlPath('*'), async (context) => {
    const { incoming: req, outgoing: res } = context.env
    try {
      const rendering: Rendering = { req, res }
      const page = await render(rendering)
      const policy = context.res.headers.get('Content-Security-Policy')
      if (policy) context.header('Content-Security-Policy', pagePolicy(policy, page))
      context.header('Cache-Control', rendering.isPublic ? PUBLIC_CACHING : 'no-cache')
      context.header('Vary', 'Accept-Language, Cookie')
      return context.html(page, res.statusCode as 200 | 404)
    } catch (error) {
      if (isRedirect(error)) {
        return context.redirect(error.redirectUrl, error.redirectHttpStatusCode)
      }
      console.error(error)
      if (import.meta.env.QUASAR_DEV) {
        const { errorHtml, errorHeaders } = serve.devError({ err: error, req })
        return context.html(errorHtml, 500, errorHeaders)
      }
      return context.text('This page could not be rendered.', 500)
    }
  })
})

function isRedirect(error: unknown): error is SsrRenderRedirectError {
  return typeof error === 'object' && error !== null && 'redirectUrl' in error
}
