import { defineBoot } from '#q-app'
import { i18n, preferredLanguage, speak } from '@/i18n/language'

export default defineBoot(async ({ app }) => {
  await speak(preferredLanguage())
  app.use(i18n)
})
