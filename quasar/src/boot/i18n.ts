import { defineBoot } from '#q-app'
import { i18n, preferredLanguage, applyLanguage } from '@/i18n/language'
import { preloadPage } from '@/router/preload-page'

export default defineBoot(async ({ app, router }) => {
  preloadPage(router, window.location.pathname)
  await applyLanguage(preferredLanguage())
  app.use(i18n)
})
