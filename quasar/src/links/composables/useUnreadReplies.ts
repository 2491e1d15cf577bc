import { provideApolloClient, useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { useSession } from '@/accounts/session'
import { apollo } from '@/api/apollo'
import { UnreadRepliesQuery } from '../operations/queries'

/** Number of replies that the user has not read; the server counts at most 100. */
export function useUnreadReplies() {
  const session = useSession()
  provideApolloClient(apollo)
  const { result } = useQuery(UnreadRepliesQuery, undefined, () => ({
    enabled: session.signedIn,
    prefetch: false,
    fetchPolicy: 'cache-and-network' as const,
  }))
  return computed(() => (session.signedIn && result.value?.unreadReplies) || 0)
}
