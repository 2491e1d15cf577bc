import { defineBoot } from '#q-app'
import { createPinia } from 'pinia'
import { Lang } from 'quasar'
import { http } from '@/api/http'
import { createMessages, resolveLanguage, loadLanguage, COOKIE_NAME } from '@/i18n/language'

// Pages are rendered without data; the browser loads it.
http.defaults.adapter = () => new Promise(() => undefined)

/** Set up a server rendering: every request has its own language and store. */
export default defineBoot(async ({ app, router, ssrContext }) => {
  if (!ssrContext) return
  const { $q, req, res } = ssrContext
  const language = resolveLanguage($q.cookies.get(COOKIE_NAME), req.headers['accept-language'])
  const i18n = createMessages()
  Lang.set(await loadLanguage(language, i18n), ssrContext)
  app.use(i18n)
  app.use(createPinia())
  Object.assign(ssrContext, { description: i18n.global.t('app.description') })
  router.afterEach((to) => {
    if (to.name === 'not-found') res.statusCode = 404
  })
})
