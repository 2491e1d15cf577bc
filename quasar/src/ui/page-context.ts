import type { ServerResponse } from 'node:http'
import type { ServerData } from '@/api/server-data'

/** What the server renders around the page; the texts are HTML. */
export interface PageContext {
  title: string
  description: string
  canonical: string
  canonicalLink: string
  /** True for pages that are the same for all users. */
  isPublic: boolean
  serverData: ServerData
  /** `serverData` and the GraphQL cache. */
  serializedData: string
  res: ServerResponse
}
