import { describe, expect, it } from 'vitest'
import { filterBody, filterOf, queryOf, sortOf } from './filter'

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
