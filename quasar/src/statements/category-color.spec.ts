import { describe, expect, it } from 'vitest'
import en from '@/i18n/en.json'
import { categoryColor } from './category-color'

const KEYS = [...Object.keys(en.statements.categories), 'my own', '', null]

describe('categoryColor', () => {
  it.each([
    ['light', false, '#ffffff'],
    ['dark', true, '#182124'],
  ] as const)('has enough contrast in the %s theme', (_, dark, surface) => {
    for (const key of KEYS) {
      expect(contrast(categoryColor(key, dark), surface), String(key)).toBeGreaterThan(3)
    }
  })

  it('gives each default category a colour of its own, and an own one always the same', () => {
    const defaults = Object.keys(en.statements.categories)
    expect(new Set(defaults.map((key) => categoryColor(key, false))).size).toBe(defaults.length)
    expect(categoryColor('my own', true)).toBe(categoryColor('my own', true))
  })
})

function contrast(colour: string, other: string): number {
  const [low, high] = [luminance(colour), luminance(other)].sort((a, b) => a - b)
  return (high! + 0.05) / (low! + 0.05)
}

/** Return the relative luminance as WCAG defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
