import { describe, expect, it } from 'vitest'
import { filterBody, filterOf, queryOf } from './filter'
import { sortOf } from './transactions'

describe('a filter in the address', () => {
  it('is what it was', () => {
    const filter = { text: 'blue bottle', category: '', amount_min: '10' }
    expect(filterOf(queryOf(filter) as Record<string, string>)).toEqual(filter)
  })

  it('leaves out what asks for nothing or is not known', () => {
    expect(filterOf({ text: '', page: '7', merchant: ['Acme', 'Other'], kind: null })).toEqual({
      merchant: 'Acme',
    })
  })

  it('says a category as the list that the API takes', () => {
    expect(filterBody({ category: '', text: 'a' })).toEqual({ category: [''], text: 'a' })
    expect(filterBody({ text: 'a' })).toEqual({ text: 'a' })
  })
})

describe('the order in the address', () => {
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
