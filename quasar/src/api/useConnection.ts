import type { OperationVariables, TypedDocumentNode } from '@apollo/client/core'
import { provideApolloClient, useQuery } from '@vue/apollo-composable'
import { computed, markRaw, reactive, shallowRef, watch } from 'vue'
import { apollo } from './apollo'
import { toGraphqlProblem } from './graphql-problem'
import type { Problem } from './problem'

interface Page<Node> {
  edges: ({ node?: Node | null } | null)[]
  pageInfo: { hasNextPage: boolean; endCursor?: string | null }
}

/** A paginated list. */
export interface List<Node> {
  readonly nodes: readonly Node[]
  readonly loaded: boolean
  readonly loading: boolean
  readonly hasMore: boolean
  readonly problem: Problem | undefined
  more: () => unknown
  reload: () => Promise<unknown>
}

/** Load a paginated list; `pick` returns it from the response. */
export function useConnection<Node, Data, Variables extends OperationVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: () => Omit<Variables, 'after'>,
  pick: (data: Data) => Page<Node>,
  { enabled = () => true }: { enabled?: () => boolean } = {},
) {
  provideApolloClient(apollo)
  const { result, loading, error, fetchMore, refetch } = useQuery<Data, Variables>(
    query,
    () => variables() as Variables,
    () => ({
      enabled: enabled(),
      fetchPolicy: 'cache-and-network',
      nextFetchPolicy: 'cache-first',
      notifyOnNetworkStatusChange: true,
    }),
  )
  const problem = shallowRef<Problem>()
  const page = computed(() => (result.value ? pick(result.value) : undefined))

  watch(error, async (failed) => {
    problem.value = failed ? await toGraphqlProblem(failed) : undefined
  })

  async function attempt(read: () => Promise<unknown> | undefined) {
    problem.value = undefined
    try {
      await read()
    } catch (failed) {
      problem.value = await toGraphqlProblem(failed)
    }
  }

  function more() {
    const after = page.value?.pageInfo.endCursor
    if (loading.value || !page.value?.pageInfo.hasNextPage) return undefined
    return attempt(() => fetchMore({ variables: { ...variables(), after } }))
  }

  return {
    result,
    list: reactive({
      // Apollo replaces what changes, so its objects need no proxies.
      nodes: computed(() => markRaw(page.value?.edges.flatMap((edge) => edge?.node ?? []) ?? [])),
      loaded: computed(() => page.value !== undefined),
      hasMore: computed(() => page.value?.pageInfo.hasNextPage ?? false),
      loading,
      problem,
      more,
      reload: () => attempt(() => refetch()),
    }),
  }
}
