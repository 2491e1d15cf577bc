import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Plugin } from 'vite'
import { SLICES } from './src/i18n/slices'

type Messages = { [key: string]: string | Messages }

const MODULE = 'virtual:messages'

/** Return the messages of a slice, or of all other pages, which include all titles. */
export function messagesOf(messages: Messages, slice: string): Messages {
  const isCore = slice === 'core'
  return Object.fromEntries(
    Object.entries(messages).flatMap(([area, texts]) => {
      if (!SLICES.some((each) => each === area)) return isCore ? [[area, texts]] : []
      if (isCore) return [[area, titles(texts as Messages)]]
      return area === slice ? [[area, texts]] : []
    }),
  )
}

/** Return the titles of pages, which the navigation shows. */
function titles(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).flatMap(([key, value]) => {
      if (key === 'title') return [[key, value]]
      if (typeof value === 'string') return []
      const inner = titles(value)
      return Object.keys(inner).length ? [[key, inner]] : []
    }),
  )
}

/** Split each file of messages by slice; `virtual:messages` loads the parts. */
export function messageSlices(folder: string): Plugin {
  const languages = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
  const pathOf = (language: string, slice: string) => join(folder, `${language}.${slice}.json`)
  // Vite's server imports files by their path below the root, and with a query.
  const partOf = (id: string) => /\/i18n\/([a-z]+)\.([a-z]+)\.json(?:\?|$)/.exec(id)?.slice(1)
  return {
    name: 'message-slices',
    enforce: 'pre',
    resolveId(id) {
      if (id === MODULE) return `\0${MODULE}`
      const part = partOf(id)
      return part && pathOf(part[0]!, part[1]!)
    },
    load(id) {
      if (id === `\0${MODULE}`) {
        const loaders = languages.flatMap((language) =>
          ['core', ...SLICES].map((slice) => {
            const path = JSON.stringify(pathOf(language, slice))
            return `'${language}.${slice}': () => import(${path})`
          }),
        )
        return `export const loaders = { ${loaders.join(',\n')} }`
      }
      const [language, slice] = partOf(id) ?? []
      if (!slice) return undefined
      const file = join(folder, `${language}.json`)
      this.addWatchFile(file)
      return JSON.stringify(messagesOf(JSON.parse(readFileSync(file, 'utf8')) as Messages, slice))
    },
  }
}
