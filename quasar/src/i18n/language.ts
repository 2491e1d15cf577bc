import { Cookies, Lang } from 'quasar'
import { createI18n } from 'vue-i18n'
import { http } from '@/api/http'
import { loaders } from 'virtual:messages'
import type en from './en.json'
import { pluralRule } from './plurals'
import { type Slice, SLICES } from './slices'

/** Quasar's own texts of each language; ours are in the JSON file named for it. */
const QUASAR_PACKS = {
  en: () => import('quasar/lang/en-US'),
  de: () => import('quasar/lang/de'),
  ar: () => import('quasar/lang/ar'),
  es: () => import('quasar/lang/es'),
}
export type Language = keyof typeof QUASAR_PACKS
export const LANGUAGES = Object.keys(QUASAR_PACKS) as Language[]

export const COOKIE_NAME = 'language'
const COOKIE_DAYS = 365

export function createMessages() {
  return createI18n({
    legacy: false,
    locale: 'en',
    // Every language has all messages.
    fallbackLocale: false,
    messages: {} as Record<Language, typeof en>,
    pluralRules: Object.fromEntries(LANGUAGES.map((language) => [language, pluralRule(language)])),
  })
}

/** Messages of the browser; on the server every request has its own. */
export const i18n = createMessages()

/** Return the name of a language in itself: "Deutsch". */
export function languageName(language: Language): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1)
}

function isLanguage(name: unknown): name is Language {
  return typeof name === 'string' && Object.hasOwn(QUASAR_PACKS, name)
}

/** Return the chosen language, or the first of an Accept-Language header that there is. */
export function resolveLanguage(chosen: unknown, preferred = ''): Language {
  const names = preferred.split(',').map((tag) => tag.trim().toLowerCase().split(/[-;]/)[0])
  return [chosen, ...names].find(isLanguage) ?? 'en'
}

export function preferredLanguage(): Language {
  return resolveLanguage(Cookies.get(COOKIE_NAME), navigator.languages.join())
}

/** Load the messages of a language, and return Quasar's language pack. */
export async function loadLanguage(
  language: Language,
  { global }: typeof i18n,
  slices: Iterable<Slice> = SLICES,
) {
  const [quasar] = await Promise.all([
    QUASAR_PACKS[language](),
    ...['core' as const, ...slices].map((slice) => loadMessages(language, slice, global)),
  ])
  if (quasar.default.rtl) await import('@/css/rtl.sass')
  global.locale.value = language
  // Quasar's two declarations of a language pack differ in one optional argument.
  return quasar.default as Parameters<typeof Lang.set>[0]
}

async function loadMessages(
  language: Language,
  slice: Slice | 'core',
  global: (typeof i18n)['global'],
) {
  const messages = await loaders[`${language}.${slice}`]()
  global.mergeLocaleMessage(language, messages.default)
}

/** Slices that this browser has shown, whose messages another language needs as well. */
const shown = new Set<Slice>()

/** Begin to load the messages of a slice; `loadSlice` reports a failure. */
export function preloadSlice(language: Language, slice: Slice): void {
  loaders[`${language}.${slice}`]().catch(() => undefined)
}

/** Load the messages of a slice in the language of the page. */
export async function loadSlice(slice: Slice): Promise<void> {
  if (shown.has(slice)) return
  await loadMessages(i18n.global.locale.value, slice, i18n.global)
  shown.add(slice)
}

/** Switch messages, Quasar's texts, the direction of the page and the API's responses. */
export async function applyLanguage(language: Language): Promise<void> {
  const quasarPack = await loadLanguage(language, i18n, shown)
  Lang.set(quasarPack)
  Object.assign(document.documentElement, { lang: language, dir: quasarPack?.rtl ? 'rtl' : 'ltr' })
  http.defaults.headers.common['Accept-Language'] = language
}

export async function chooseLanguage(language: Language): Promise<void> {
  // A cookie, since the rendering server needs it as well.
  Cookies.set(COOKIE_NAME, language, { path: '/', sameSite: 'Lax', expires: COOKIE_DAYS })
  await applyLanguage(language)
}
