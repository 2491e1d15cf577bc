import { describe, expect, it } from 'vitest'
import { formatDate, formatMonth, formatMonthName } from './dates'
import { formatDuration } from './durations'
import { formatExactMoney, formatMoney, formatPrice, formatTick } from './money'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('money', () => {
  it('keeps digits that a float would lose', () => {
    expect(formatMoney('90071992547409.93', 'USD', 'en')).toBe('$90,071,992,547,409.93')
  })

  it('follows locale and currency', () => {
    expect(plain(formatMoney('-1250.00', 'EUR', 'de'))).toBe('-1.250,00 €')
    expect(formatMoney('1200.000', 'JPY', 'en')).toBe('¥1,200')
    expect(formatMoney('4.750', 'USD', 'en')).toBe('$4.75')
    expect(plain(formatMoney('3.255', 'TND', 'en'))).toBe('TND 3.255')
  })

  it('is read as one word in Arabic and Spanish', () => {
    // Marks of direction keep sign, digits and currency together.
    expect(plain(formatMoney('-1250.00', 'EGP', 'ar-EG-u-nu-latn'))).toBe(
      '\u200f\u200e-1,250.00 ج.م.\u200f',
    )
    expect(plain(formatMoney('4.75', 'USD', 'ar-u-nu-latn'))).toBe('\u200f4.75 \u2068US$\u2069')
    expect(plain(formatMoney('-12500.00', 'EUR', 'es'))).toBe('-12.500,00 €')
  })

  it('has all of its decimals where it is exact', () => {
    expect(formatExactMoney('3.255', 'USD', 'en')).toBe('$3.255')
    expect(formatExactMoney('4.750', 'USD', 'en')).toBe('$4.75')
  })

  it('has no empty cents on an axis', () => {
    expect([formatTick(500, 'USD', 'en'), formatTick(0.5, 'USD', 'en')]).toEqual(['$500', '$0.50'])
  })
})

describe('a price', () => {
  it.each([
    [0, '$0.00'],
    [0.00001, '<$0.0001'],
    [0.0241, '$0.0241'],
    [0.004, '$0.0040'],
    [0.25, '$0.25'],
    [1234.567, '$1,234.57'],
  ])('of %s is formatted with enough digits', (amount, written) => {
    expect(formatPrice(amount, 'USD', 'en')).toBe(written)
  })
})

describe('a duration', () => {
  it.each([
    [-3, '0 sec'],
    [0.9, '0 sec'],
    [59, '59 sec'],
    [60, '1 min'],
    [65, '1 min 5 sec'],
    [3_605, '1 hr'],
    [90_000, '1 day 1 hr'],
  ])('of %s seconds is formatted in its two largest units', (seconds, expected) => {
    expect(formatDuration(seconds, 'en')).toBe(expected)
  })
})

describe('dates', () => {
  it('are the same day in every time zone', () => {
    expect(formatDate('2026-02-01', 'en')).toBe('Feb 1, 2026')
    expect(formatMonth('2026-01', 'de', 'long')).toBe('Januar 2026')
  })

  it('name months by their initials where short names are long', () => {
    expect(formatMonthName('2026-05', 'en')).toBe('May')
    expect(formatMonthName('2026-11', 'es')).toBe('nov')
    expect(formatMonthName('2026-05', 'ar')).toBe('و')
  })

  it('are written in Arabic and Spanish', () => {
    expect(formatMonth('2026-02', 'ar-u-nu-latn', 'long')).toBe('فبراير 2026')
    expect(formatMonth('2026-02', 'es', 'long')).toBe('febrero de 2026')
  })
})
