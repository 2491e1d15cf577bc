import { app, safeStorage } from 'electron'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TokenStore } from '../../src/api/token-session'

/**
 * Return the store of the refresh token: a file encrypted with a key in Keychain, DPAPI, libsecret
 * or KWallet. Without any of them the token is kept in memory, and a restart needs a new sign-in.
 */
export function createTokenStore(): TokenStore {
  const path = join(app.getPath('userData'), 'session')
  let token: Promise<string | null> | undefined
  let writing = Promise.resolve()

  async function load(): Promise<string | null> {
    try {
      if (!(await canEncrypt())) return null
      return (await safeStorage.decryptStringAsync(await readFile(path))).result
    } catch {
      // Missing, or encrypted with a key that is gone.
      return null
    }
  }

  async function save(value: string | null) {
    if (value === null) return rm(path, { force: true })
    if (!(await canEncrypt())) return
    const unfinished = `${path}.new`
    await writeFile(unfinished, await safeStorage.encryptStringAsync(value), { mode: 0o600 })
    await rename(unfinished, path)
  }

  return {
    read: () => (token ??= load()),
    write(value) {
      token = Promise.resolve(value)
      writing = writing.catch(() => undefined).then(() => save(value))
      return writing
    },
  }
}

async function canEncrypt(): Promise<boolean> {
  // Linux without a password manager: Electron would encrypt with a key that everybody knows.
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
    return false
  }
  return safeStorage.isAsyncEncryptionAvailable()
}
