import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { preview } from 'vite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { pageHeaders } from './page-headers'

const headers = { 'X-Frame-Options': 'DENY', 'Content-Security-Policy': "default-src 'self'" }

describe('pageHeaders', () => {
  it.each(['/', '/statements', '/index.html'])('are sent with %s', async (path) => {
    const built = mkdtempSync(join(tmpdir(), 'built-'))
    onTestFinished(() => rmSync(built, { recursive: true }))
    writeFileSync(join(built, 'index.html'), '<!doctype html>')
    const frontEnd = await preview({
      configFile: false,
      logLevel: 'silent',
      build: { outDir: built },
      preview: { host: '127.0.0.1', port: 0, headers: pageHeaders(JSON.stringify(headers)) },
    })
    onTestFinished(() => frontEnd.close())
    const { port } = frontEnd.httpServer.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    expect(response.headers.get('X-Frame-Options')).toBe('DENY')
    expect(response.headers.get('Content-Security-Policy')).toBe("default-src 'self'")
  })

  it('are empty if unset', () => {
    expect(pageHeaders(undefined)).toEqual({})
  })
})
