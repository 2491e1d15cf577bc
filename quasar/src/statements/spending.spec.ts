import { describe, expect, it } from 'vitest'
import { difference, endOf, monthsBefore, sum, yearBefore } from './spending'

describe('endOf', () => {
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

describe('monthsBefore', () => {
  it.each([
    ['2026-03', 0, '2026-03'],
    ['2026-03', 3, '2025-12'],
    ['2026-03', -10, '2027-01'],
  ])('%s by %i is %s', (month, count, before) => {
    expect(monthsBefore(month, count)).toBe(before)
  })
})

describe('yearBefore', () => {
  it.each([
    ['2026-03-01', 'month', '2025-03-01'],
    ['2026-02-02', 'week', '2025-02-03'],
    ['2024-02-29', 'day', '2023-02-28'],
  ] as const)('of %s, a %s, is %s', (start, step, before) => {
    expect(yearBefore(start, step)).toBe(before)
  })
})

describe('amounts', () => {
  it('are exact to three decimals', () => {
    expect(difference('0.30', '0.10')).toBe('0.200')
    expect(difference('1151.10', '1449.65')).toBe('-298.550')
    expect(difference('3.250', '0.005')).toBe('3.245')
    expect(sum(['0.10', '0.20', '-0.05'])).toBe('0.250')
    expect(sum(['3.255', '0.001'])).toBe('3.256')
    expect(sum([])).toBe('0.000')
  })
})
