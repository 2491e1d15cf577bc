import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)
const PREFIX = 'virtual:icon/'
const IMPORT = /import \{([^}]+)\} from ['"](@quasar\/extras\/[\w-]+)['"];?/g

/** Make a module of each icon: a bundle would otherwise hold the icons of all pages together. */
export const iconModules: Plugin = {
  name: 'icon-modules',
  apply: 'build',
  enforce: 'post',
  transform(code, id) {
    if (id.includes('node_modules') || !code.includes('@quasar/extras/')) return undefined
    const changed = code.replace(IMPORT, (_, names: string, set: string) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean)
        .map((name) => `import { ${name} } from '${PREFIX}${set}/${name}';`)
        .join('\n'),
    )
    return { code: changed, map: null }
  },
  resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
  async load(id) {
    if (!id.startsWith(`\0${PREFIX}`)) return undefined
    const path = id.slice(PREFIX.length + 1)
    const name = path.slice(path.lastIndexOf('/') + 1)
    const set = require.resolve(path.slice(0, path.lastIndexOf('/')))
    const icons = (await import(pathToFileURL(set).href)) as Record<string, string>
    return {
      code: `export const ${name} = ${JSON.stringify(icons[name])}`,
      moduleSideEffects: false,
    }
  },
}
