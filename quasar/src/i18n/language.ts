import { Cookies, Lang } from 'quasar'
import { createI18n } from 'vue-i18n'
import { http } from '@/api/http'
import en from './en.json'

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES

export const STORED = 'language'
const DAYS_STORED = 365

export function createMessages() {
  return createI18n({
    legacy: false,
    locale: 'en',
    fallbackLocale: 'en',
    messages: { en } as Record<Language, typeof en>,
  })
}

/** What the browser speaks; on the server every request has its own. */
export const i18n = createMessages()

// German travels only to those who read it.
const parts = {
  en: () => Promise.all([Promise.resolve({ default: en }), import('quasar/lang/en-US')]),
  de: () => Promise.all([import('./de.json'), import('quasar/lang/de')]),
}

function isLanguage(name: unknown): name is Language {
  return typeof name === 'string' && Object.hasOwn(LANGUAGES, name)
}

/** The chosen one, or ours that fits best: Accept-Language begins as navigator.language does. */
export function languageFor(chosen: unknown, preferred = ''): Language {
  if (isLanguage(chosen)) return chosen
  return preferred.toLowerCase().startsWith('de') ? 'de' : 'en'
}

export function preferredLanguage(): Language {
  return languageFor(Cookies.get(STORED), navigator.language)
}

/** Makes these messages speak a language, and gives Quasar's own words in it. */
export async function learn(language: Language, { global }: typeof i18n) {
  const [messages, quasar] = await parts[language]()
  global.setLocaleMessage(language, messages.default)
  global.locale.value = language
  // Quasar's two declarations of a language pack differ in one optional argument.
  return quasar.default as Parameters<typeof Lang.set>[0]
}

/** Speaks a language from here on: messages, Quasar's own words, and the server's answers. */
export async function speak(language: Language): Promise<void> {
  Lang.set(await learn(language, i18n))
  document.documentElement.lang = language
  http.defaults.headers.common['Accept-Language'] = language
}

export async function chooseLanguage(language: Language): Promise<void> {
  // In a cookie: a server that renders pages has to know it too.
  Cookies.set(STORED, language, { path: '/', sameSite: 'Lax', expires: DAYS_STORED })
  await speak(language)
}
