import { expect, it } from 'vitest'
import { dateFormat, numberFormat } from './intl'

it('makes one formatter for the same locale and options', () => {
  const euro = () => numberFormat('de', { style: 'currency', currency: 'EUR' })
  expect(euro()).toBe(euro())
  expect(euro()).not.toBe(numberFormat('de', { style: 'currency', currency: 'USD' }))
  expect(euro()).not.toBe(numberFormat('en', { style: 'currency', currency: 'EUR' }))
  expect(numberFormat('de')).toBe(numberFormat('de'))
})

it('formats by locale and options', () => {
  expect(numberFormat('de').format(1234.5)).toBe('1.234,5')
  expect(dateFormat('en', { month: 'long', timeZone: 'UTC' }).format(0)).toBe('January')
})
