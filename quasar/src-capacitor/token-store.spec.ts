import { expect, it } from 'vitest'
import { createTokenStore } from './token-store'

/** Stand-in for the plugin, which exists on a device only: it stores JSON, as the plugin does. */
function device() {
  const items = new Map<string, string>()
  const accesses: string[] = []
  return {
    items,
    accesses,
    get: (key: string) => Promise.resolve(JSON.parse(items.get(key) ?? 'null') as unknown),
    getItem: (key: string) => Promise.resolve(items.get(key) ?? null),
    set: (key: string, value: string, _date: boolean, sync: boolean, access: string) => {
      items.set(key, JSON.stringify(value))
      accesses.push(`${access}, ${sync ? 'synchronized' : 'here'}`)
      return Promise.resolve()
    },
    remove: (key: string) => Promise.resolve(items.delete(key)),
  }
}

it('returns the token as it was written', async () => {
  const storage = device()
  const store = createTokenStore(storage, 'unlocked')
  expect(await store.read()).toBeNull()
  await store.write('token-1')
  await store.write('token-2')
  expect(await createTokenStore(storage, 'unlocked').read()).toBe('token-2')
  expect(storage.accesses).toEqual(['unlocked, here', 'unlocked, here'])
})

it('deletes the token', async () => {
  const storage = device()
  const store = createTokenStore(storage, 'unlocked')
  await store.write('token-1')
  await store.write(null)
  expect([await store.read(), storage.items.size]).toEqual([null, 0])
})
