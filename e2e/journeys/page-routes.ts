import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the front end's sources. */
export const SOURCE = fileURLToPath(new URL('../../quasar/src', import.meta.url))

interface Route {
  path: string
  name?: string
  redirect?: unknown
  meta?: { audience?: 'member' | 'guest' }
  children?: Route[]
}

export interface PageRoute {
  path: string
  name: string
  audience: 'member' | 'guest' | undefined
}

/** Return the paths of the front end's files that match. */
export function sources(pattern: RegExp): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .sort()
}

/** Return all pages of the slices' route tables. */
export async function pageRoutes(): Promise<PageRoute[]> {
  const tables = await Promise.all(
    sources(/^(?!router)\w+\/routes\.ts$/).map(async (file) => {
      const table = (await import(join(SOURCE, file))) as Record<string, Route[]>
      return Object.values(table).flat()
    }),
  )
  const flat = (routes: Route[], above = '', audience?: 'member' | 'guest'): PageRoute[] =>
    routes
      .filter(({ redirect }) => !redirect)
      .flatMap(({ path, name, meta, children }) => {
        const full = `${above}/${path}`.replace(/\/$/, '')
        const who = meta?.audience ?? audience
        return children ? flat(children, full, who) : [{ path: full, name: name!, audience: who }]
      })
  return [...flat(tables.flat()), { path: '/nowhere', name: 'not-found', audience: undefined }]
}
