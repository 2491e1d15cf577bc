import axios, { type InternalAxiosRequestConfig } from 'axios'

/** What the pages for offline use request; true if it is their content. */
const PATHS: Record<string, boolean> = {
  '/api/spending/': true,
  '/api/spending/recurring/': true,
  '/api/transactions/': true,
  '/api/transactions/totals/': true,
  '/api/statements/': true,
  '/api/categories/': false,
  '/api/bank-accounts/': false,
}
const OPERATIONS: Record<string, boolean> = {
  Feed: true,
  FrontPage: true,
  LinksOf: true,
  Saved: true,
  Comments: true,
  Answers: true,
  Link: true,
  Rights: false,
  UnreadReplies: false,
}

export interface Cacheable {
  key: string
  /** The page says how old it is. */
  isContent: boolean
}

type Request = Pick<InternalAxiosRequestConfig, 'method' | 'url' | 'params' | 'data'>

/** Return the cache key of a request, or undefined if its response is never cached. */
export function cacheable({ method, url = '', params, data }: Request): Cacheable | undefined {
  if (method === 'get' && url in PATHS) {
    return { key: axios.getUri({ url, params: params as unknown }), isContent: PATHS[url]! }
  }
  if (method !== 'post' || url !== '/graphql/') return undefined
  const { operationName = '', variables } = bodyOf(data)
  const isContent = OPERATIONS[operationName]
  if (isContent === undefined) return undefined
  return { key: `graphql ${operationName} ${JSON.stringify(variables)}`, isContent }
}

function bodyOf(data: unknown): { operationName?: string; variables?: unknown } {
  return (typeof data === 'string' ? JSON.parse(data) : { ...(data as object) }) as object
}
