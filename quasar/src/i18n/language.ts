import { Cookies, Lang } from 'quasar'
import { createI18n } from 'vue-i18n'
import { http } from '@/api/http'
import en from './en.json'

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES

export const COOKIE_NAME = 'language'
const COOKIE_DAYS = 365

export function createMessages() {
  return createI18n({
    legacy: false,
    locale: 'en',
    fallbackLocale: 'en',
    messages: { en } as Record<Language, typeof en>,
  })
}

/** Messages of the browser; on the server every request has its own. */
export const i18n = createMessages()

// Languages other than English are loaded on demand.
const parts = {
  en: () => Promise.all([Promise.resolve({ default: en }), import('quasar/lang/en-US')]),
  de: () => Promise.all([import('./de.json'), import('quasar/lang/de')]),
}

function isLanguage(name: unknown): name is Language {
  return typeof name === 'string' && Object.hasOwn(LANGUAGES, name)
}

/** Return the chosen language, or the best match for a `navigator.language` or Accept-Language. */
export function resolveLanguage(chosen: unknown, preferred = ''): Language {
  if (isLanguage(chosen)) return chosen
  return preferred.toLowerCase().startsWith('de') ? 'de' : 'en'
}

export function preferredLanguage(): Language {
  return resolveLanguage(Cookies.get(COOKIE_NAME), navigator.language)
}

/** Load the messages of a language, and return Quasar's language pack. */
export async function loadLanguage(language: Language, { global }: typeof i18n) {
  const [messages, quasar] = await parts[language]()
  global.setLocaleMessage(language, messages.default)
  global.locale.value = language
  // Quasar's two declarations of a language pack differ in one optional argument.
  return quasar.default as Parameters<typeof Lang.set>[0]
}

/** Switch messages, Quasar's texts and the API's responses to a language. */
export async function applyLanguage(language: Language): Promise<void> {
  Lang.set(await loadLanguage(language, i18n))
  document.documentElement.lang = language
  http.defaults.headers.common['Accept-Language'] = language
}

export async function chooseLanguage(language: Language): Promise<void> {
  // A cookie, since the rendering server needs it as well.
  Cookies.set(COOKIE_NAME, language, { path: '/', sameSite: 'Lax', expires: COOKIE_DAYS })
  await applyLanguage(language)
}
