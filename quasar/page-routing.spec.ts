import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createContext, runInContext } from 'node:vm'
import { preview } from 'vite'
import type { RouteRecordRaw } from 'vue-router'
import { expect, it, onTestFinished } from 'vitest'
import { backendProxy } from './backend-routes'

/** Each server must tell the application's pages from files and from the backend's paths. */

const root = (path: string) => join(import.meta.dirname, '..', path)
/** What a parameter may be: the host of a link has dots, and may look like a file. */
const VALUES = ['example.com', 'index.html', 'main.js', 'api', 'assets']

const tables = import.meta.glob<Record<string, RouteRecordRaw[]>>('./src/*/routes.ts', {
  eager: true,
})

function pathsOf(routes: RouteRecordRaw[], above = ''): string[] {
  return routes.flatMap(({ path, children }) => {
    const full = path.startsWith('/') ? path : `${above}/${path}`
    return children ? pathsOf(children, full) : [full.replace(/\/$/, '')]
  })
}

const paths = [
  ...new Set(
    Object.values(tables)
      .flatMap((table) => pathsOf(Object.values(table).flat()))
      .flatMap((path) => VALUES.map((value) => path.replaceAll(/:\w+(\([^)]*\))?[*+?]?/g, value))),
  ),
]
const segment = (path: string) => path.split('/')[1]!

it('reads the routes', () => {
  expect(paths).toContain('/links/site/example.com') // sample: links
  expect(paths.length).toBeGreaterThan(20)
})

it('has no page where a file of the build may be', () => {
  const folders = readdirSync(root('quasar/public'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
  const reserved = ['assets', ...folders]
  expect(paths.filter((path) => reserved.includes(segment(path)))).toEqual([])
  expect(paths.filter((path) => path.split('/').length === 2 && path.includes('.'))).toEqual([])
})

it('serves each page by CloudFront', () => {
  const code = readFileSync(root('awscdk/stacks/pages.js'), 'utf8')
  const context = createContext({ BACKEND: ['api'] })
  runInContext(code, context)
  const { handler } = context as { handler: (event: object) => { uri: string } }
  const visit = (uri: string) => handler({ request: { uri } }).uri
  expect(paths.filter((path) => visit(path) !== '/index.html')).toEqual([])
  for (const file of ['/index.html', '/sw.js', '/assets/a-1b.js', ...publicFiles()]) {
    expect(visit(file)).toBe(file)
  }
})

function publicFiles(): string[] {
  return readdirSync(root('quasar/public'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name).split('/public')[1]!)
}

it('leaves each page to the front end in nginx', () => {
  const config = readFileSync(root('containers/nginx.conf'), 'utf8')
  const patterns = [...config.matchAll(/location ~ (\S+) \{/g)].map(([, each]) => new RegExp(each!))
  expect(patterns.length).toBeGreaterThan(1)
  expect(paths.filter((path) => patterns.some((pattern) => pattern.test(path)))).toEqual([])
})

it('serves each page by the preview', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), 'the page')
  const server = await preview({
    configFile: false,
    appType: 'spa',
    logLevel: 'silent',
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0, proxy: backendProxy(undefined) },
  })
  onTestFinished(() => server.close())
  const { port } = server.httpServer.address() as AddressInfo
  const wrong = []
  for (const path of paths) {
    const response = await new Promise<IncomingMessage>((resolve) =>
      get(`http://127.0.0.1:${port}${path}`, { headers: { accept: 'text/html' } }, resolve),
    )
    if (response.statusCode !== 200 || (await text(response)) !== 'the page') wrong.push(path)
  }
  expect(wrong).toEqual([])
})
