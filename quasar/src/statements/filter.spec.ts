import { describe, expect, it } from 'vitest'
import { filterBody, filterOf, presetDates, queryOf, sortOf } from './filter'

describe('filter in the URL', () => {
  it('survives a round trip', () => {
    const filter = { text: 'blue bottle', category: '', amount_min: '10' }
    expect(filterOf(queryOf(filter) as Record<string, string>)).toEqual(filter)
  })

  it('omits empty and unknown fields', () => {
    expect(filterOf({ text: '', page: '7', merchant: ['Acme', 'Other'], kind: null })).toEqual({
      merchant: 'Acme',
    })
  })

  it('sends the category as a list', () => {
    expect(filterBody({ category: '', text: 'a' })).toEqual({ category: [''], text: 'a' })
    expect(filterBody({ text: 'a' })).toEqual({ text: 'a' })
  })
})

describe('order in the URL', () => {
  it.each([
    ['-amount', '-amount'],
    ['merchant', 'merchant'],
    ['--amount', '-date'],
    ['password', '-date'],
    [undefined, '-date'],
  ])('%s is %s', (said, sort) => {
    expect(sortOf(said)).toBe(sort)
  })
})

describe('periods relative to today', () => {
  it.each([
    ['thisMonth', '2024-02-01', '2024-02-29'],
    ['lastMonth', '2024-01-01', '2024-01-31'],
    ['yearToDate', '2024-01-01', '2024-02-15'],
  ] as const)('%s', (preset, date_from, date_to) => {
    expect(presetDates(preset, new Date(2024, 1, 15))).toEqual({ date_from, date_to })
  })

  it('last month of January is in the year before', () => {
    expect(presetDates('lastMonth', new Date(2024, 0, 31)).date_from).toBe('2023-12-01')
  })
})
