import type { OperationVariables, TypedDocumentNode } from '@apollo/client/core'
import { provideApolloClient, useSubscription } from '@vue/apollo-composable'
import { onMounted, ref } from 'vue'
import { apollo } from '@/api/apollo'
import { useReturn } from '@/api/graphql-socket'
import {
  CommentCreatedSubscription,
  LinkCountsSubscription,
  LinkCreatedSubscription,
} from '../operations/subscriptions'

/** As many as the server tells of at once; of a longer list the last ones, which are looked at. */
const MOST = 100

/** What is shown of these links stays right while others vote and comment. */
export function useCounts(ids: () => string[]) {
  const { onResult } = subscribed(LinkCountsSubscription, () => ({ ids: ids().slice(-MOST) }))
  onResult(({ data }) => {
    const counts = data?.linkCounts
    if (!counts) return
    apollo.cache.modify({
      id: `LinkType:${counts.id}`,
      fields: { score: () => counts.score, commentCount: () => counts.commentCount },
    })
  })
}

/** How many links have come since the list was read. */
export function useFreshLinks(reload: () => unknown) {
  const fresh = ref(0)
  const { onResult } = subscribed(LinkCreatedSubscription, () => ({}))
  onResult(({ data }) => {
    if (data?.linkCreated) fresh.value += 1
  })
  async function show() {
    fresh.value = 0
    await reload()
  }
  useReturn(reload)
  return { fresh, show }
}

/** Calls back for each new comment on a link, and where some may have been missed. */
export function useFreshComments(link: () => string, reload: () => unknown) {
  const { onResult } = subscribed(CommentCreatedSubscription, () => ({ link: link() }))
  onResult(({ data }) => {
    if (data?.commentCreated) void reload()
  })
  useReturn(reload)
}

function subscribed<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: () => Variables,
) {
  // A server renders a page, and does not stay to hear the news.
  const here = ref(false)
  onMounted(() => (here.value = true))
  provideApolloClient(apollo)
  return useSubscription<Data, Variables>(document, variables, () => ({ enabled: here.value }))
}
