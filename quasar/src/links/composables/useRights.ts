import { provideApolloClient, useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { useSession } from '@/accounts/session'
import { apollo } from '@/api/apollo'
import { RightsQuery } from '../operations/queries'

const NONE = { karma: 0, mayFlag: false, mayDownvote: false, mayModerate: false }

/** Permissions of the user, for hiding actions; the server enforces them. */
export function useRights() {
  const session = useSession()
  provideApolloClient(apollo)
  const { result } = useQuery(RightsQuery, undefined, () => ({
    enabled: session.signedIn,
    prefetch: false,
  }))
  return computed(() => (session.signedIn && result.value?.rights) || NONE)
}
