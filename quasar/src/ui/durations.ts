import { listFormat, numberFormat } from './intl'

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/** Format a duration in its two largest units: "1 min 5 sec". */
export function formatDuration(seconds: number, locale: string): string {
  const whole = Math.max(0, Math.floor(seconds))
  const largest = UNITS.findIndex(([, length]) => whole >= length)
  const shown = largest < 0 ? UNITS.slice(-1) : UNITS.slice(largest, largest + 2)
  let rest = whole
  const parts = shown.map(([unit, length]) => {
    const amount = Math.floor(rest / length)
    rest -= amount * length
    return { unit, amount }
  })
  const nonZero = parts.filter(({ amount }, index) => amount > 0 || index === 0)
  return listFormat(locale, { type: 'unit', style: 'narrow' }).format(
    nonZero.map(({ unit, amount }) =>
      numberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(amount),
    ),
  )
}
