import { numberFormat } from './intl'

/** Format an amount; where text runs from right to left, "US$" is isolated, as it would be "$US". */
function write(format: Intl.NumberFormat, amount: Intl.StringNumericLiteral | number): string {
  const text = format.format(amount)
  // Intl marks the direction of such amounts.
  return text.includes('\u200f') ? text.replace(/[A-Z]+\$/, '\u2068$&\u2069') : text
}

/** Format an amount; it stays a decimal string, as a float could lose cents. */
export function formatMoney(amount: string, currency: string, locale: string): string {
  return write(format(currency, locale, 'auto'), amount as Intl.StringNumericLiteral)
}

/** Format an amount with all of its decimals, even where the currency has fewer: "$3.255". */
export function formatExactMoney(amount: string, currency: string, locale: string): string {
  const format = numberFormat(locale, {
    style: 'currency',
    currency,
    maximumFractionDigits: 3,
  })
  return write(format, amount as Intl.StringNumericLiteral)
}

/** Format an axis label: "$500". */
export function formatTick(amount: number, currency: string, locale: string): string {
  return write(format(currency, locale, 'stripIfInteger'), amount)
}

/** Format a computed price, down to fractions of a cent: "$0.0007". */
export function formatPrice(amount: number, currency: string, locale: string): string {
  const smallest = 0.0001
  const isTiny = amount > 0 && amount < smallest
  const format = numberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: amount > 0 && amount < 0.1 ? 4 : 2,
    maximumFractionDigits: amount < 0.1 ? 4 : 2,
  })
  const text = write(format, isTiny ? smallest : amount)
  return isTiny ? `<${text}` : text
}

function format(currency: string, locale: string, trailingZeroDisplay: 'auto' | 'stripIfInteger') {
  return numberFormat(locale, { style: 'currency', currency, trailingZeroDisplay })
}
