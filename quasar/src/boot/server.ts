import { defineBoot } from '#q-app'
import { DefaultApolloClient } from '@vue/apollo-composable'
import axios from 'axios'
import { createPinia } from 'pinia'
import { Lang } from 'quasar'
import { createServerApollo } from '@/api/apollo'
import { http } from '@/api/http'
import { serialize, type ServerData } from '@/api/server-data'
import { createMessages, resolveLanguage, loadLanguage, COOKIE_NAME } from '@/i18n/language'
import type { PageContext } from '@/ui/page-context'

/** A slow backend must not delay a page for longer: the browser loads what is missing. */
const TIMEOUT_MS = 2_000
/** Requests of public pages, with the same response for all users. */
const PREFETCHED_PATHS = ['/api/home/', '/graphql/']

const { BACKEND_URL: baseURL, SITE_URL: siteUrl } = process.env
const sendRequest = axios.getAdapter('fetch')
// The backend checks both.
const { host, protocol } = new URL(siteUrl ?? 'http://localhost')
const headers = { Host: host, 'X-Forwarded-Proto': protocol.slice(0, -1) }

http.defaults.adapter = (config) => {
  if (!PREFETCHED_PATHS.includes(config.url ?? '')) return new Promise(() => undefined)
  if (!baseURL) return Promise.reject(new Error('Without BACKEND_URL pages have no data.'))
  config.headers.set(headers)
  return sendRequest({ ...config, baseURL, timeout: TIMEOUT_MS })
}

/** Set up a server rendering: every request has its own language, store and data. */
export default defineBoot(async ({ app, router, ssrContext }) => {
  if (!ssrContext) return
  const { $q, req } = ssrContext
  const language = resolveLanguage($q.cookies.get(COOKIE_NAME), req.headers['accept-language'])
  const i18n = createMessages()
  // Off for the browser, where Quasar begins in English.
  const { config } = $q as { config?: object }
  Object.assign($q, { config: { ...config, lang: { noHtmlAttrs: false } } })
  Lang.set(await loadLanguage(language, i18n), ssrContext)
  app.use(i18n)
  app.use(createPinia())
  const apollo = createServerApollo()
  app.provide(DefaultApolloClient, apollo)
  const serverData: ServerData = {}
  const page: Omit<PageContext, 'res'> = {
    title: '',
    description: i18n.global.t('app.description'),
    canonical: '',
    canonicalLink: '',
    isPublic: false,
    serverData,
    serializedData: '',
  }
  Object.assign(ssrContext, page)
  router.afterEach(({ path, meta }) => {
    // Not `new URL(path, …)`: a path that begins with two slashes is another host.
    const canonical = siteUrl ? Object.assign(new URL(siteUrl), { pathname: path }).href : ''
    // Vite would change the URL of an element in index.html.
    const canonicalLink = canonical && `<link rel="canonical" href="${canonical}">`
    Object.assign(ssrContext, { canonical, canonicalLink, isPublic: meta.audience !== 'member' })
  })
  ssrContext.onRendered(() => {
    const serializedData = serialize({ ...serverData, apollo: apollo.extract() })
    Object.assign(ssrContext, { serializedData })
  })
})
