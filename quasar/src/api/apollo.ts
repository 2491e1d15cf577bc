import { ApolloClient, ApolloLink, type FetchResult, InMemoryCache } from '@apollo/client/core'
import { GraphQLWsLink } from '@apollo/client/link/subscriptions'
import { getMainDefinition, Observable, relayStylePagination } from '@apollo/client/utilities'
import { Kind, OperationTypeNode, print } from 'graphql'
import { access } from './access'
import { graphqlSocket } from './graphql-socket'
import { http } from './http'

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

const cache = new InMemoryCache({
  typePolicies: {
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
  },
})

export const apollo = new ApolloClient({ link, cache })

// The next user of this browser must not see the data of the previous one.
access.onEnd(() => void apollo.clearStore())
