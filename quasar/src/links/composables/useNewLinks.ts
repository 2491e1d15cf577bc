import { ref } from 'vue'
import { useReconnect } from '@/api/graphql-socket'
import { LinkCreatedSubscription } from '../operations/subscriptions'
import { useMountedSubscription } from '@/api/useMountedSubscription'

/** Count the links created since the list was loaded. */
export function useNewLinks(reload: () => unknown) {
  const fresh = ref(0)
  const { onResult } = useMountedSubscription(LinkCreatedSubscription, () => ({}))
  onResult(({ data }) => {
    if (data?.linkCreated) fresh.value += 1
  })
  async function show() {
    fresh.value = 0
    await reload()
  }
  useReconnect(reload)
  return { fresh, show }
}
