import { computed } from 'vue'
import { useSession } from '@/accounts/session'

/** The currency that the user has chosen in the preferences; empty if none. */
export function useUsualCurrency() {
  const session = useSession()
  return computed(() => session.user?.currency ?? '')
}
