import { defineBoot } from '#q-app'
import { i18n, preferredLanguage, applyLanguage, preloadSlice } from '@/i18n/language'
import { preloadPage } from '@/router/preload-page'

export default defineBoot(async ({ app, router }) => {
  const language = preferredLanguage()
  const { slice } = preloadPage(router, window.location.pathname)
  if (slice) preloadSlice(language, slice)
  await applyLanguage(language)
  app.use(i18n)
})
