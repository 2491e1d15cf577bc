import { describe, expect, it } from 'vitest'
import { difference, endOf, monthsBefore, sum } from './spending'

describe('the last day of a step', () => {
  it.each([
    ['2026-01-01', 'month', '2026-01-31'],
    ['2024-02-01', 'month', '2024-02-29'],
    ['2026-12-01', 'month', '2026-12-31'],
    ['2025-12-29', 'week', '2026-01-04'],
    ['2026-01-31', 'day', '2026-01-31'],
  ] as const)('that begins on %s, a %s, is %s', (start, step, end) => {
    expect(endOf(start, step)).toBe(end)
  })
})

describe('months before', () => {
  it.each([
    ['2026-03', 0, '2026-03'],
    ['2026-03', 3, '2025-12'],
    ['2026-03', -10, '2027-01'],
  ])('%s by %i is %s', (month, count, before) => {
    expect(monthsBefore(month, count)).toBe(before)
  })
})

describe('amounts', () => {
  it('are exact to the cent', () => {
    expect(difference('0.30', '0.10')).toBe('0.20')
    expect(difference('1151.10', '1449.65')).toBe('-298.55')
    expect(sum(['0.10', '0.20', '-0.05'])).toBe('0.25')
    expect(sum([])).toBe('0.00')
  })
})
