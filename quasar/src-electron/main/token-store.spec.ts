import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { app, resetElectron, safeStorage } from '../../test/electron'
import { createTokenStore } from './token-store'

let path: string

describe('the store of the refresh token', () => {
  beforeEach(() => {
    resetElectron()
    app.folder = mkdtempSync(join(tmpdir(), 'store-'))
    path = join(app.folder, 'session')
    onTestFinished(() => rmSync(app.folder, { recursive: true }))
  })

  it('survives a restart, encrypted', async () => {
    await createTokenStore().write('token-1')
    expect(readFileSync(path, 'utf8')).toBe('1-nekot')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(await createTokenStore().read()).toBe('token-1')
  })

  it('holds the last of several tokens', async () => {
    const store = createTokenStore()
    await Promise.all(['token-1', 'token-2', 'token-3'].map((token) => store.write(token)))
    expect(await createTokenStore().read()).toBe('token-3')
    expect(existsSync(`${path}.new`)).toBe(false)
  })

  it('deletes the file with the token', async () => {
    const store = createTokenStore()
    await store.write('token-1')
    await store.write(null)
    expect([existsSync(path), await store.read()]).toEqual([false, null])
  })

  it('is empty if the key is gone', async () => {
    writeFileSync(path, 'encrypted with another key')
    expect(await createTokenStore().read()).toBeNull()
  })

  it.each([{ backend: 'basic_text' }, { available: false }])(
    'writes no file if the system cannot encrypt: %o',
    async (system) => {
      Object.defineProperty(process, 'platform', { value: 'linux' })
      Object.assign(safeStorage, system)
      const store = createTokenStore()
      await store.write('token-1')
      expect([existsSync(path), await store.read()]).toEqual([false, 'token-1'])
      expect(await createTokenStore().read()).toBeNull()
    },
  )
})
