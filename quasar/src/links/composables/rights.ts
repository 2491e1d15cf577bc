import { provideApolloClient, useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { useSession } from '@/accounts/session'
import { apollo } from '@/api/apollo'
import { RightsQuery } from '../operations/queries'

const NONE = { karma: 0, mayFlag: false, mayDownvote: false, mayModerate: false }

/** What the reader may do. The server has the last word: this only spares them what is refused. */
export function useRights() {
  const session = useSession()
  provideApolloClient(apollo)
  const { result } = useQuery(RightsQuery, undefined, () => ({
    enabled: session.signedIn,
    prefetch: false,
  }))
  return computed(() => (session.signedIn && result.value?.rights) || NONE)
}
