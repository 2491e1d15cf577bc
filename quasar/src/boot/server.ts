import { defineBoot } from '#q-app'
import { createPinia } from 'pinia'
import { Lang } from 'quasar'
import { http } from '@/api/http'
import { createMessages, languageFor, learn, STORED } from '@/i18n/language'

// A page is rendered as it is for everybody; what there is to ask is asked by the browser.
http.defaults.adapter = () => new Promise(() => undefined)

/** What is different on the server: there are as many languages and stores as requests. */
export default defineBoot(async ({ app, router, ssrContext }) => {
  if (!ssrContext) return
  const { $q, req, res } = ssrContext
  const language = languageFor($q.cookies.get(STORED), req.headers['accept-language'])
  const i18n = createMessages()
  Lang.set(await learn(language, i18n), ssrContext)
  app.use(i18n)
  app.use(createPinia())
  Object.assign(ssrContext, { description: i18n.global.t('app.description') })
  router.afterEach((to) => {
    if (to.name === 'not-found') res.statusCode = 404
  })
})
