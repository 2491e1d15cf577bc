import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { applyLanguage, type Language, LANGUAGES } from './language'
import { pluralForms } from './plurals'
import { SLICES } from './slices'

type Messages = { [key: string]: string | Messages }

beforeEach(() => () => applyLanguage('en'))

const source = join(import.meta.dirname, '..')
const read = (language: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `${language}.json`), 'utf8')) as Messages

function flat(messages: Messages, above = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [[above + key, value]] : flat(value, `${above}${key}.`),
  )
}

const placeholders = (message: string) => [...new Set(message.match(/\{\w+\}/g))].sort()
const forms = (message: string) => message.split(' | ')
const en = new Map(flat(read('en')))
const languages = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''))

it('are there for every language', () => {
  expect(languages.sort()).toEqual([...LANGUAGES].sort())
})

describe.each(languages)('the messages in %s', (language) => {
  const messages = new Map(flat(read(language)))

  it('have the same keys as in English', () => {
    expect([...messages.keys()].sort()).toEqual([...en.keys()].sort())
  })

  it('have the same placeholders', () => {
    for (const [key, message] of messages) {
      expect(placeholders(message), key).toEqual(placeholders(en.get(key) ?? ''))
    }
  })

  it('have the plural forms of the language', () => {
    for (const [key, message] of messages) {
      const english = forms(en.get(key) ?? '').length
      const expected = english === 1 ? 1 : english - 2 + pluralForms(language).length
      expect(forms(message), key).toHaveLength(expected)
    }
  })

  it('isolate inserted texts where they are read from right to left', async () => {
    await applyLanguage(language as Language)
    if (document.documentElement.dir !== 'rtl') return
    for (const [key, message] of messages) {
      expect(message, key).not.toMatch(/(?<!\u2068)\{(?!count\})\w+\}/)
    }
  })

  it('are never empty', () => {
    expect([...messages].filter(([, message]) => !message.trim())).toEqual([])
  })
})

describe('the keys used in the code', () => {
  const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.spec)\.(ts|vue)$/.test(file))
    .map((file) => readFileSync(join(source, file), 'utf8'))
    .join('\n')
  const used = [
    ...code.matchAll(/(?<![\w.])(?:t\(|i18n\.global\.t\(|title: )\s*['`]([\w.]+)(\$\{)?/g),
  ]

  it('exist', () => {
    const missing = used.filter(([, key, open]) =>
      open ? ![...en.keys()].some((known) => known.startsWith(key!)) : !en.has(key!),
    )
    expect(missing.map(([, key]) => key)).toEqual([])
    expect(used.length).toBeGreaterThan(50)
  })

  it('of a slice are used in its folder alone, apart from titles', () => {
    const keys = new RegExp(`['\`](${SLICES.join('|')})\\.[\\w.$]+`, 'g')
    const components = new RegExp(`'@/(${SLICES.join('|')})/[^']+\\.vue'`, 'g')
    const slicedKeys = (file: string) => readFileSync(join(source, file), 'utf8').match(keys) ?? []
    const strays = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.spec)\.(ts|vue)$/.test(file) && !file.startsWith('api/'))
      .flatMap((file) => {
        const folder = file.split('/')[0]!
        const shared = readFileSync(join(source, file), 'utf8').match(components) ?? []
        const used = [
          ...slicedKeys(file).filter((key) => !key.slice(1).startsWith(`${folder}.`)),
          ...shared
            .filter((path) => !path.startsWith(`'@/${folder}/`))
            .flatMap((path) => slicedKeys(path.slice(3, -1))),
        ]
        return used.filter((key) => !key.endsWith('.title')).map((key) => `${file}: ${key}`)
      })
    expect(strays).toEqual([])
  })

  it('are all keys', () => {
    // A composed key may be any that matches its fixed parts.
    const composed = [...code.matchAll(/`([\w.]+\.\$\{[^`]+)`/g)].map(
      ([, key]) =>
        new RegExp(`^${key!.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '[^.]+')}$`),
    )
    const unasked = [...en.keys()].filter(
      (key) =>
        !code.includes(`'${key}'`) &&
        !code.includes(`\`${key}\``) &&
        !composed.some((pattern) => pattern.test(key)),
    )
    expect(unasked).toEqual([])
  })
})
