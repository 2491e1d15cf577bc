import { describe, expect, it } from 'vitest'
import { formatDate, formatMonth } from './dates'
import { formatMoney, formatTick } from './money'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('money', () => {
  it('keeps every digit that a float would lose', () => {
    expect(formatMoney('90071992547409.93', 'USD', 'en')).toBe('$90,071,992,547,409.93')
  })

  it('is written as the reader and the currency have it', () => {
    expect(plain(formatMoney('-1250.00', 'EUR', 'de'))).toBe('-1.250,00 €')
    expect(formatMoney('1200', 'JPY', 'en')).toBe('¥1,200')
  })

  it('has no empty cents on an axis', () => {
    expect([formatTick(500, 'USD', 'en'), formatTick(0.5, 'USD', 'en')]).toEqual(['$500', '$0.50'])
  })
})

describe('dates', () => {
  it('are the same day everywhere', () => {
    expect(formatDate('2026-02-01', 'en')).toBe('Feb 1, 2026')
    expect(formatMonth('2026-01', 'de', 'long')).toBe('Januar 2026')
  })
})
