import type { TokenStore } from '../src/api/token-session'

/** The part of the secure storage plugin that stores the token; it encodes values as JSON. */
interface SecureStorage<Access> {
  get(key: string, convertDate: boolean): Promise<unknown>
  set(
    key: string,
    value: string,
    convertDate: boolean,
    sync: boolean,
    access: Access,
  ): Promise<unknown>
  remove(key: string): Promise<unknown>
}

const KEY = 'refresh'

/** Return the store of the refresh token in Keychain or Keystore. */
export function createTokenStore<Access>(
  storage: SecureStorage<Access>,
  access: Access,
): TokenStore {
  return {
    async read() {
      // Not `getItem`, which returns the JSON.
      const token = await storage.get(KEY, false)
      return typeof token === 'string' ? token : null
    },
    async write(token) {
      if (token === null) await storage.remove(KEY)
      else await storage.set(KEY, token, false, false, access)
    },
  }
}
