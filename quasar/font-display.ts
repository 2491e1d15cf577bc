import type { Plugin } from 'vite'

/** Show text in the fallback font until the next page load, rather than move it when Roboto comes. */
export const fontDisplayOptional: Plugin = {
  name: 'font-display-optional',
  enforce: 'pre',
  transform(code, id) {
    if (!id.includes('roboto-font')) return undefined
    return { code: code.replaceAll('font-display: swap', 'font-display: optional'), map: null }
  },
}
