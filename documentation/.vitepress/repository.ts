import { existsSync } from 'node:fs'
import { posix, resolve } from 'node:path'

import product from '../../quasar/package.json' with { type: 'json' }

export const REPOSITORY = resolve(import.meta.dirname, '../..')

/** Return the path of a page on the site, from its path in the repository. */
export function pagePath(file: string): string {
  // A directory of their own: SECURITY.md and documentation/security.md are not one page.
  if (!file.includes('/')) return `repository/${file.toLowerCase()}`
  return file.replace(/^documentation\//, '').replace(/(?<=\/)README\.md$/, 'index.md')
}

/** Return the URL of what a file of the repository links to, or undefined if there is none. */
export function siteURL(file: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#')
  const target = posix.join(posix.dirname(file), path)
  if (!existsSync(resolve(REPOSITORY, target))) return link
  if (path.endsWith('.md')) return `/${pagePath(target)}${anchor === undefined ? '' : `#${anchor}`}`
  const { CI_PROJECT_URL = product.repository, CI_COMMIT_SHA = 'HEAD' } = process.env
  return CI_PROJECT_URL && `${CI_PROJECT_URL}/-/blob/${CI_COMMIT_SHA}/${target}`
}
