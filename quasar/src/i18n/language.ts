import { Lang, LocalStorage } from 'quasar'
import { createI18n } from 'vue-i18n'
import { http } from '@/api/http'
import en from './en.json'

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES

const STORED = 'language'

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en } as Record<Language, typeof en>,
})

// German travels only to those who read it.
const parts = {
  en: () => Promise.all([Promise.resolve({ default: en }), import('quasar/lang/en-US')]),
  de: () => Promise.all([import('./de.json'), import('quasar/lang/de')]),
}

export function preferredLanguage(): Language {
  const stored = LocalStorage.getItem<string>(STORED)
  if (stored && stored in LANGUAGES) return stored as Language
  return navigator.language.startsWith('de') ? 'de' : 'en'
}

/** Speaks a language from here on: messages, Quasar's own words, and the server's answers. */
export async function speak(language: Language): Promise<void> {
  const [messages, quasar] = await parts[language]()
  i18n.global.setLocaleMessage(language, messages.default)
  i18n.global.locale.value = language
  // Quasar's two declarations of a language pack differ in one optional argument.
  Lang.set(quasar.default as Parameters<typeof Lang.set>[0])
  document.documentElement.lang = language
  http.defaults.headers.common['Accept-Language'] = language
}

export async function chooseLanguage(language: Language): Promise<void> {
  LocalStorage.set(STORED, language)
  await speak(language)
}
