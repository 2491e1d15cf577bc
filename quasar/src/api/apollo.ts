import {
  ApolloClient,
  ApolloLink,
  type FetchResult,
  InMemoryCache,
  type InMemoryCacheConfig,
} from '@apollo/client/core'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { getMainDefinition, Observable } from '@apollo/client/utilities'
import { relayStylePagination } from '@apollo/client/utilities' // sample: links
import { Kind, OperationTypeNode, print } from 'graphql'
import { access } from './access'
import { graphqlSocket } from './graphql-socket'
import { http } from './http'
import { serverData } from './server-data'

/** Send GraphQL through the HTTP client, which handles the token and its renewal. */
const requests = new ApolloLink(
  ({ operationName, query, variables }) =>
    new Observable<FetchResult>((observer) => {
      const abort = new AbortController()
      http
        .post<FetchResult>(
          '/graphql/',
          { operationName, query: print(query), variables },
          { signal: abort.signal },
        )
        .then(({ data }) => {
          observer.next(data)
          observer.complete()
        })
        .catch((error: unknown) => observer.error(error))
      return () => abort.abort()
    }),
)

/** Send subscriptions over the WebSocket. */
const link = ApolloLink.split(
  ({ query }) => {
    const definition = getMainDefinition(query)
    return (
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.operation === OperationTypeNode.SUBSCRIPTION
    )
  },
  new GraphQLWsLink(graphqlSocket),
  requests,
)

const cacheOptions: InMemoryCacheConfig = {
  typePolicies: {
    // sample: links begin
    Query: {
      fields: {
        feed: relayStylePagination(['list']),
        frontPage: relayStylePagination(['day']),
        linksOf: relayStylePagination(['site', 'username']),
        savedLinks: relayStylePagination(),
        hiddenLinks: relayStylePagination(),
        comments: relayStylePagination(['username']),
        answers: relayStylePagination(),
        moderations: relayStylePagination(),
        searchLinks: { keyArgs: ['words'], merge: true },
        searchComments: { keyArgs: ['words'], merge: true },
      },
    },
    FoundLinks: { fields: { links: relayStylePagination() } },
    FoundComments: { fields: { comments: relayStylePagination() } },
    LinkType: { fields: { comments: relayStylePagination(['under']) } },
    // sample: links end
  },
}

/** Time in which a page that the server has rendered reads its data instead of requesting it. */
const HYDRATION_MS = 1000

export const apollo = new ApolloClient({
  link,
  cache: new InMemoryCache(cacheOptions),
  ...(serverData.apollo && { ssrForceFetchDelay: HYDRATION_MS }),
})
if (serverData.apollo) apollo.cache.restore(serverData.apollo)

/** Return the client of one rendering on the server. */
export function createServerApollo() {
  return new ApolloClient({ link: requests, cache: new InMemoryCache(cacheOptions), ssrMode: true })
}

// The server renders pages as for everyone; this user may have voted.
const stopWaiting = access.onGrant(() => {
  stopWaiting()
  if (!serverData.apollo) return
  apollo.disableNetworkFetches = false
  void apollo.refetchQueries({ include: 'active' })
})
// The next user of this browser must not see the data of the previous one.
access.onEnd(() => void apollo.clearStore())
