import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { AtRule, Plugin, Root } from 'postcss'

const require = createRequire(import.meta.url)
const SOURCE = join(import.meta.dirname, 'src')
const QUASAR = dirname(require.resolve('quasar/package.json'))
/** Adds the classes of `body`, with every component or without. */
const INSTALLATION = 'src/install-quasar.js'
/** Colors that the application passes to components, which make classes of them. */
const COLORS = /^(primary|secondary|accent|dark|positive|negative|info|warning|white|black)$/

const quasarMap = (name: string) => require(`quasar/dist/transforms/${name}.json`) as object
const read = (file: string) => readFileSync(file, 'utf8')

/** Return the source files of the application, without tests. */
function applicationFiles(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.spec)\.(ts|vue)$/.test(file))
    .map((file) => join(SOURCE, file))
}

/** Return the files of Quasar's components, directives and plugins in `code`, and their imports. */
export function quasarFiles(code: string): string[] {
  const paths = quasarMap('import-map') as Record<string, string>
  const { importName } = quasarMap('auto-import') as { importName: Record<string, string> }
  const found = new Set<string>()
  const follow = (file: string) => {
    if (found.has(file)) return
    found.add(file)
    for (const [, path] of read(file).matchAll(/from '(\.[^']+\.js)'/g)) {
      follow(join(dirname(file), path!))
    }
  }
  const names = [
    ...[...code.matchAll(/[<\s]([qv]-[a-z-]+)/g)].map(([, tag]) => importName[tag!]),
    ...[...code.matchAll(/\{([^}]+)\} from 'quasar'/g)].flatMap(([, list]) =>
      list!.split(/[\s,]+/),
    ),
  ]
  for (const path of [INSTALLATION, ...names.flatMap((name) => paths[name!] ?? [])]) {
    follow(join(QUASAR, path))
  }
  return [...found]
}

/** Return "q-btn" for "q-btn--flat" and "q-btn__content". */
const blockOf = (name: string) => name.split(/__|--/)[0]!

/** Return a test whether `code` uses a class, whose name may be composed: "justify-${align}". */
export function classTest(code: string): (name: string) => boolean {
  const words = new Set(code.match(/[\w-]+/g))
  const blocks = new Set([...words].map((word) => blockOf(word)))
  const beginnings = new Set(
    [...code.matchAll(/([a-z-]+-)(?=\$\{|['"])/g)].map(([, beginning]) => beginning!),
  )
  return (name) => {
    // A component composes the names of its modifiers.
    if (words.has(name) || (name.startsWith('q-') && blocks.has(blockOf(name)))) return true
    const color = /^(?:bg|text)-(.+)$/.exec(name)?.[1]
    if (color) return COLORS.test(color)
    return beginnings.has(name.slice(0, name.lastIndexOf('-') + 1))
  }
}

/** Remove the rules with classes that are not used, and animations without a rule. */
export function removeUnused(root: Root, isUsed: (name: string) => boolean): void {
  root.walkRules((rule) => {
    if ((rule.parent as AtRule).name?.endsWith('keyframes')) return
    const kept = rule.selectors.filter((selector) => {
      const required = selector.replaceAll(/:(not|is|where)\([^)]*\)/g, '')
      return [...required.matchAll(/\.([\w-]+)/g)].every(([, name]) => isUsed(name!))
    })
    if (kept.length === 0) rule.remove()
    else rule.selectors = kept
  })
  const animations = new Set<string>()
  root.walkDecls(/^animation/, ({ value }) => {
    for (const word of value.match(/[\w-]+/g) ?? []) animations.add(word)
  })
  root.walkAtRules((rule) => {
    const isDead = rule.name.endsWith('keyframes') && !animations.has(rule.params)
    if (isDead || rule.nodes?.length === 0) rule.remove()
  })
}

let isUsed: ReturnType<typeof classTest> | undefined

/** Reduce Quasar's style sheet in builds to the components and utility classes in use. */
export const usedStyles: Plugin = {
  postcssPlugin: 'used-styles',
  Once(root) {
    const file = root.source?.input.file ?? ''
    if (process.env.NODE_ENV !== 'production' || !/\/(dist\/quasar|css\/rtl)\.sass$/.test(file))
      return
    if (!isUsed) {
      const code = applicationFiles().map(read).join('\n')
      isUsed = classTest([code, ...quasarFiles(code).map(read)].join('\n'))
    }
    removeUnused(root, isUsed)
  },
}
