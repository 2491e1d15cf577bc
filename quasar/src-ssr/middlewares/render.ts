import { defineSsrMiddleware, type SsrRenderRedirectError } from '#q-app'
import { pagePolicy } from '../page-policy'

/** Render every path that is not a file; registered last, as it matches everything. */
export default defineSsrMiddleware(({ app, resolve, render, serve }) => {
  app.get(resolve.urlPath('*'), async (context) => {
    const { incoming: req, outgoing: res } = context.env
    try {
      const page = await render({ req, res })
      const policy = context.res.headers.get('Content-Security-Policy')
      if (policy) context.header('Content-Security-Policy', pagePolicy(policy, page))
      context.header('Cache-Control', 'no-cache')
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
