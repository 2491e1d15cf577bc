import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { preview } from 'vite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { backendProxy } from './backend-routes'

const routes = JSON.stringify([
  { pattern: '^/(api|graphql|admin)(/|$)', target: 'http://127.0.0.1:41000', websocket: false },
  { pattern: '^/ws(/|$)', target: 'http://127.0.0.1:41001', websocket: true },
])

/** Match like Vite: a key that begins with ^ is a regular expression for path and query. */
function targetOf(url: string) {
  const entries = Object.entries(backendProxy(routes))
  return entries.find(([key]) => new RegExp(key).test(url))?.[1].target
}

/** Start a front end that proxies `/api/` to `target`; return its port. */
async function frontEndOf(target: string): Promise<number> {
  const proxy = backendProxy(JSON.stringify([{ pattern: '^/api(/|$)', target, websocket: false }]))
  const frontEnd = await preview({
    configFile: false,
    logLevel: 'silent',
    preview: { host: '127.0.0.1', port: 0, proxy },
  })
  onTestFinished(() => frontEnd.close())
  return (frontEnd.httpServer.address() as AddressInfo).port
}

async function urlOf(server: Server): Promise<string> {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('backendProxy', () => {
  it.each(['/admin', '/admin/', '/admin?next=/', '/graphql?query=x', '/api/site/?a=$'])(
    'sends %s to the web process',
    (url) => expect(targetOf(url)).toBe('http://127.0.0.1:41000'),
  )

  it.each(['/', '/adminx', '/statements?from=/api/', '/src/api/http.ts'])(
    'leaves %s to the front end',
    (url) => expect(targetOf(url)).toBeUndefined(),
  )

  it('proxies WebSockets if the route allows it', () => {
    expect(Object.values(backendProxy(routes)).map(({ ws }) => ws)).toEqual([false, true])
  })

  it('aborts if the backend aborts', async () => {
    const backend = createServer((_request, response) => {
      response.write('half of')
      setTimeout(() => response.destroy(), 50)
    })
    onTestFinished(() => void backend.close())
    const port = await frontEndOf(await urlOf(backend))
    const response = await new Promise<IncomingMessage>((resolve) =>
      get(`http://127.0.0.1:${port}/api/export/`, resolve),
    )
    await expect(response.toArray()).rejects.toThrow('aborted')
  })

  it('appends the client IP address to X-Forwarded-For', async () => {
    const backend = createServer((request, response) => {
      response.end(request.headers['x-forwarded-for'])
    })
    onTestFinished(() => void backend.close())
    const port = await frontEndOf(await urlOf(backend))
    const response = await fetch(`http://127.0.0.1:${port}/api/`, {
      headers: { 'X-Forwarded-For': '6.6.6.6' },
    })
    expect(await response.text()).toBe('6.6.6.6,127.0.0.1')
  })

  it('is empty without a backend', () => {
    expect(backendProxy(undefined)).toEqual({})
  })
})
