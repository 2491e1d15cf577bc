import { ageFormat, dateFormat } from './intl'

/** Format a date without a time, "2026-02-19": the same day in every time zone. */
export function formatDate(date: string, locale: string): string {
  return dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(date))
}

/** Format a month, "2026-02". */
export function formatMonth(month: string, locale: string, width: 'short' | 'long'): string {
  return dateFormat(locale, {
    month: width,
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01`))
}

const MAX_SHORT_NAME_LENGTH = 5

/** Format a month without its year, by its initial where its short name is long, as in Arabic. */
export function formatMonthName(month: string, locale: string): string {
  const name = (width: 'short' | 'narrow', of: string) =>
    dateFormat(locale, { month: width, timeZone: 'UTC' }).format(new Date(`${of}-01`))
  // All of them in the same way: May is short everywhere.
  const isShort = name('short', '2026-11').length <= MAX_SHORT_NAME_LENGTH
  return name(isShort ? 'short' : 'narrow', month)
}

/** Format a date and time in the user's time zone. */
export function formatMoment(moment: string, locale: string): string {
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment))
}

const STEPS = [
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
  ['month', 2_629_800],
  ['year', 31_557_600],
] as const

/** Format the age of a moment in its largest unit: "3 hours ago". */
export function formatAge(moment: string, locale: string): string {
  const seconds = Math.max(0, (Date.now() - new Date(moment).getTime()) / 1000)
  const format = ageFormat(locale, { numeric: 'auto' })
  const step = STEPS.findLast(([, size]) => seconds >= size)
  return step ? format.format(-Math.floor(seconds / step[1]), step[0]) : format.format(0, 'second')
}

/** Format a time of day, to the second if the order of events matters. */
export function formatTime(moment: string | number, locale: string, to: 'minute' | 'second') {
  return dateFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    second: to === 'second' ? '2-digit' : undefined,
  }).format(new Date(moment))
}
