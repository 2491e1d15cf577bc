import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import {
  formatAge,
  formatDate,
  formatMoment,
  formatMonth,
  formatMonthName,
  formatTime,
} from './dates'
import { formatDuration } from './durations'
import { numberFormat } from './intl'
import { formatExactMoney, formatMoney, formatPrice, formatTick } from './money'
import { useRegion } from './useRegion'

// Statements have dates of the Gregorian calendar, and amounts are typed in these digits: in some
// regions Intl would use others.
const KEYWORDS = '-u-ca-gregory-nu-latn'

/** Formatters for the page's language and the user's region; reactive when called in a template. */
export function useFormats() {
  const { locale: language } = useI18n()
  const { region } = useRegion()
  const locale = computed(
    () =>
      (region.value ? `${language.value}-${region.value}` : regional(language.value)) + KEYWORDS,
  )
  return {
    money: (amount: string, currency: string) => formatMoney(amount, currency, locale.value),
    exactMoney: (amount: string, currency: string) =>
      formatExactMoney(amount, currency, locale.value),
    price: (amount: number, currency: string) => formatPrice(amount, currency, locale.value),
    tick: (amount: number, currency: string) => formatTick(amount, currency, locale.value),
    date: (date: string) => formatDate(date, locale.value),
    month: (month: string, width: 'short' | 'long' = 'long') =>
      formatMonth(month, locale.value, width),
    monthName: (month: string) => formatMonthName(month, locale.value),
    age: (moment: string) => formatAge(moment, locale.value),
    moment: (moment: string) => formatMoment(moment, locale.value),
    time: (moment: string | number, to: 'minute' | 'second' = 'minute') =>
      formatTime(moment, locale.value, to),
    duration: (seconds: number) => formatDuration(seconds, locale.value),
    count: (count: number) => numberFormat(locale.value).format(count),
    percent: (fraction: number, signDisplay: 'auto' | 'always' = 'auto') =>
      numberFormat(locale.value, { style: 'percent', signDisplay }).format(fraction),
    bytes: (bytes: number) => formatBytes(bytes, locale.value),
  }
}

/** Return the user's regional variant of a language: "en-GB" for "en". */
function regional(language: string): string {
  return navigator.languages.find((variety) => variety.split('-')[0] === language) ?? language
}

function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log(bytes) / Math.log(1024)))
  return numberFormat(locale, {
    style: 'unit',
    unit: units[power]!,
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1024 ** power)
}
