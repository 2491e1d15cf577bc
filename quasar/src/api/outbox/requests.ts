import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

export interface QueuedRequest {
  /** The idempotency key: the server accepts the request once, however often it is sent. */
  id: string
  owner: number
  kind: 'comment' | 'upload' | 'vote'
  /** The text of a comment, the title of a link or the name of a file. */
  label: string
  /** A later request for the same target replaces this one. */
  target?: string
  url: string
  /** A GraphQL operation, unless there is a file. */
  body?: object
  file?: File
  createdAt: number
  /** Why the server rejected it; it is kept until the user decides. */
  error?: string
}

interface OutboxSchema extends DBSchema {
  requests: { key: string; value: QueuedRequest }
}

export const LIMITS = { requests: 50, bytes: 50 * 1024 * 1024 }
/** Older requests are deleted. */
export const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000

let opened: Promise<IDBPDatabase<OutboxSchema>> | undefined

function outboxDatabase() {
  opened ??= openDB<OutboxSchema>('outbox', 1, {
    upgrade: (database) => void database.createObjectStore('requests', { keyPath: 'id' }),
    terminated: () => (opened = undefined),
  })
  return opened
}

/** Return the requests of this owner, oldest first; those of other owners are deleted. */
export async function claimRequests(owner: number): Promise<QueuedRequest[]> {
  const transaction = (await outboxDatabase()).transaction('requests', 'readwrite')
  const all = await transaction.store.getAll()
  const isKept = (request: QueuedRequest) =>
    request.owner === owner && request.createdAt > Date.now() - MAX_AGE_MS
  for (const request of all) if (!isKept(request)) await transaction.store.delete(request.id)
  await transaction.done
  return all.filter(isKept).sort((one, other) => one.createdAt - other.createdAt)
}

export async function findRequest(id: string): Promise<QueuedRequest | undefined> {
  return (await outboxDatabase()).get('requests', id)
}

/** Store a request in place of one for the same target. Return false if there is no room. */
export async function putRequest(request: QueuedRequest): Promise<boolean> {
  const transaction = (await outboxDatabase()).transaction('requests', 'readwrite')
  const { store } = transaction
  let others = (await store.getAll()).filter(({ id }) => id !== request.id)
  if (request.target) {
    const replaced = others.filter(({ target }) => target === request.target)
    for (const { id } of replaced) await store.delete(id)
    others = others.filter(({ target }) => target !== request.target)
  }
  const bytes = [...others, request].reduce((sum, { file }) => sum + (file?.size ?? 0), 0)
  const fits = others.length < LIMITS.requests && bytes <= LIMITS.bytes
  if (fits) await store.put(request)
  await transaction.done
  return fits
}

export async function deleteRequest(id: string): Promise<void> {
  await (await outboxDatabase()).delete('requests', id)
}

export async function deleteTarget(target: string): Promise<void> {
  const transaction = (await outboxDatabase()).transaction('requests', 'readwrite')
  for (const request of await transaction.store.getAll()) {
    if (request.target === target) await transaction.store.delete(request.id)
  }
  await transaction.done
}

export async function deleteAllRequests(): Promise<void> {
  await (await outboxDatabase()).clear('requests')
}
