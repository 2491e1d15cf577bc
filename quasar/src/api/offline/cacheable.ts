import axios, { type InternalAxiosRequestConfig } from 'axios'

/** What the pages for offline use request; true if it is their content. */
const PATHS: Record<string, boolean> = {
  '/api/spending/': true, // sample: statements
  '/api/spending/recurring/': true, // sample: statements
  '/api/transactions/': true, // sample: statements
  '/api/transactions/totals/': true, // sample: statements
  '/api/statements/': true, // sample: statements
  '/api/categories/': false, // sample: statements
  '/api/bank-accounts/': false, // sample: statements
}
const OPERATIONS: Record<string, boolean> = {
  Feed: true, // sample: links
  FrontPage: true, // sample: links
  LinksOf: true, // sample: links
  Saved: true, // sample: links
  Comments: true, // sample: links
  Answers: true, // sample: links
  Link: true, // sample: links
  Rights: false, // sample: links
  UnreadReplies: false, // sample: links
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
