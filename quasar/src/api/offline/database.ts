import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { User } from '../access'

export interface CachedResponse {
  key: string
  /** JSON, whose length bounds the cache. */
  body: string
  bytes: number
  fetchedAt: number
}

export interface Owner {
  /** 0 for a visitor without an account. */
  id: number
  user: User | null
  /** A response of an earlier release may lack what the pages of this one read. */
  release: string
  seenAt: number
}

interface ResponseSchema extends DBSchema {
  owner: { key: string; value: Owner }
  responses: { key: string; value: CachedResponse; indexes: { age: [number, number] } }
}

let opened: Promise<IDBPDatabase<ResponseSchema>> | undefined

/** Open the database of cached responses, all of one owner. */
export function responseDatabase(): Promise<IDBPDatabase<ResponseSchema>> {
  opened ??= openDB<ResponseSchema>('responses', 1, {
    upgrade(database) {
      database.createObjectStore('owner')
      database
        .createObjectStore('responses', { keyPath: 'key' })
        .createIndex('age', ['fetchedAt', 'bytes'])
    },
    terminated: () => (opened = undefined),
  })
  return opened
}
