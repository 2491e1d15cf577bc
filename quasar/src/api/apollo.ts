import { ApolloClient, ApolloLink, type FetchResult, InMemoryCache } from '@apollo/client/core'
import { Observable } from '@apollo/client/utilities'
import { print } from 'graphql'
import { access } from './access'
import { http } from './http'

/** GraphQL goes through the one HTTP client, so it shares the token and its renewal. */
const link = new ApolloLink(
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

export const apollo = new ApolloClient({ link, cache: new InMemoryCache() })

// The next person at this screen must not find the last one's data.
access.onEnd(() => void apollo.clearStore())
