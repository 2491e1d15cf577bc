import type { Plugin } from 'vite'

/** Subsets of signs, such as arrows: a font of 64 KB for one of them, which every system has. */
const UNUSED = /\/\* (math|symbols) \*\/\s*@font-face \{[^}]*\}/g

/**
 * Leave out fonts of signs, and show text in the fallback font until the next page load, rather than
 * move it when Roboto comes.
 */
export const fontFaces: Plugin = {
  name: 'font-faces',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('roboto-font')) return undefined
    const kept = code.replaceAll(UNUSED, '')
    return { code: kept.replaceAll('font-display: swap', 'font-display: optional'), map: null }
  },
}
