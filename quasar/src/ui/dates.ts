/** A date without a time, "2026-02-19": the same day wherever it is read. */
export function formatDate(date: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(date),
  )
}

/** A month, "2026-02". */
export function formatMonth(month: string, locale: string, width: 'short' | 'long'): string {
  return new Intl.DateTimeFormat(locale, {
    month: width,
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${month}-01`))
}

/** A moment, in the reader's own time zone. */
export function formatMoment(moment: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(moment),
  )
}

/** A time of day, to the second where the order of events matters. */
export function formatTime(moment: string | number, locale: string, to: 'minute' | 'second') {
  return new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    second: to === 'second' ? '2-digit' : undefined,
  }).format(new Date(moment))
}
