import type { OperationVariables, TypedDocumentNode } from '@apollo/client/core'
import { provideApolloClient, useSubscription } from '@vue/apollo-composable'
import { onMounted, ref } from 'vue'
import { apollo } from './apollo'

/** Subscribe once mounted: a server that renders the page must not open a socket. */
export function useMountedSubscription<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: () => Variables,
) {
  const mounted = ref(false)
  onMounted(() => (mounted.value = true))
  provideApolloClient(apollo)
  return useSubscription<Data, Variables>(document, variables, () => ({ enabled: mounted.value }))
}
