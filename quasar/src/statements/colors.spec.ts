import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { COLORS } from './colors'

const styles = readFileSync(join(import.meta.dirname, '../css/app.scss'), 'utf8')
const [light, dark] = styles.split('@mixin dark')

function luminance(theme: string, name: string): number {
  const color = new RegExp(`--${name}: #(\\w{6});`).exec(theme)![1]!
  const [red, green, blue] = [0, 2, 4].map((start) => {
    const part = parseInt(color.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

describe.each([
  ['light', light!],
  ['dark', dark!],
])('the colors of categories in the %s theme', (_, theme) => {
  it.each(COLORS)('has enough contrast: %s', (color) => {
    for (const surface of ['page', 'surface', 'brand-wash']) {
      const [low, high] = [luminance(theme, `category-${color}`), luminance(theme, surface)].sort(
        (one, other) => one - other,
      )
      // Of graphics, WCAG 1.4.11.
      expect((high! + 0.05) / (low! + 0.05), surface).toBeGreaterThan(3)
    }
  })
})
