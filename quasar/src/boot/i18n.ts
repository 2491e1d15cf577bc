import { defineBoot } from '#q-app'
import { i18n, preferredLanguage, applyLanguage } from '@/i18n/language'

export default defineBoot(async ({ app }) => {
  await applyLanguage(preferredLanguage())
  app.use(i18n)
})
