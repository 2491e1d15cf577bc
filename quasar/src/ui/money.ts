const formats = new Map<string, Intl.NumberFormat>()

/** Amounts are decimal strings and stay so: a float could not hold every cent. */
export function formatMoney(amount: string, currency: string, locale: string): string {
  return format(currency, locale, 'auto').format(amount as Intl.StringNumericLiteral)
}

/** A round amount as on an axis: "$500". */
export function formatTick(amount: number, currency: string, locale: string): string {
  return format(currency, locale, 'stripIfInteger').format(amount)
}

function format(currency: string, locale: string, zeros: 'auto' | 'stripIfInteger') {
  const key = `${locale} ${currency} ${zeros}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    trailingZeroDisplay: zeros,
  })
  formats.set(key, made)
  return made
}
