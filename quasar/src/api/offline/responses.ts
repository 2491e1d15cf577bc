import type { User } from '../access'
import { responseDatabase } from './database'

export const LIMITS = { entries: 200, bytes: 10 * 1024 * 1024 }
export const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000

const OWNER = 'owner'

/**
 * Make the cache that of this user, or of a visitor; responses of another one are deleted. Return
 * the user whose it was.
 */
export async function claimCache(user: User | null): Promise<User | null | undefined> {
  const transaction = (await responseDatabase()).transaction(['owner', 'responses'], 'readwrite')
  const owners = transaction.objectStore('owner')
  const claimed = { id: user?.id ?? 0, user, release: currentRelease(), seenAt: Date.now() }
  const before = await owners.get(OWNER)
  if (before?.id !== claimed.id || before.release !== claimed.release) {
    await transaction.objectStore('responses').clear()
  }
  await owners.put(claimed, OWNER)
  await transaction.done
  return before?.user
}

/** Return the user of the last visit, unless it is too long ago. */
export async function findLastUser(): Promise<User | undefined> {
  const owner = await (await responseDatabase()).get('owner', OWNER)
  return owner?.user && owner.seenAt > Date.now() - MAX_AGE_MS ? owner.user : undefined
}

/** Store a response for this owner; one that arrives after the cache changed hands is dropped. */
export async function saveResponse(
  owner: number,
  key: string,
  data: unknown,
  limits = LIMITS,
): Promise<void> {
  const body = JSON.stringify(data)
  const transaction = (await responseDatabase()).transaction(['owner', 'responses'], 'readwrite')
  const responses = transaction.objectStore('responses')
  if ((await transaction.objectStore('owner').get(OWNER))?.id === owner) {
    await responses.put({ key, body, bytes: 2 * body.length, fetchedAt: Date.now() })
    let [entries, bytes] = [0, 0]
    // From the newest to the oldest, without reading the bodies.
    for (
      let cursor = await responses.index('age').openKeyCursor(null, 'prev');
      cursor;
      cursor = await cursor.continue()
    ) {
      entries += 1
      bytes += cursor.key[1]
      if (entries > limits.entries || bytes > limits.bytes)
        await responses.delete(cursor.primaryKey)
    }
  }
  await transaction.done
}

export async function readResponse(
  owner: number,
  key: string,
): Promise<{ data: unknown; fetchedAt: number } | undefined> {
  const transaction = (await responseDatabase()).transaction(['owner', 'responses'])
  const claimed = await transaction.objectStore('owner').get(OWNER)
  const found = await transaction.objectStore('responses').get(key)
  if (claimed?.id !== owner || claimed.release !== currentRelease() || !found) return undefined
  if (found.fetchedAt <= Date.now() - MAX_AGE_MS) return undefined
  return { data: JSON.parse(found.body), fetchedAt: found.fetchedAt }
}

/** The name of the entry script, which every release changes. */
function currentRelease(): string {
  return document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src ?? ''
}
