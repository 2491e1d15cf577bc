import { useReconnect } from '@/api/graphql-socket'
import { CommentCreatedSubscription } from '../operations/subscriptions'
import { useMountedSubscription } from '@/api/useMountedSubscription'

/** Reload on each new comment of a link, and after a reconnect, when some may have been missed. */
export function useNewComments(link: () => string, reload: () => unknown) {
  const { onResult } = useMountedSubscription(CommentCreatedSubscription, () => ({ link: link() }))
  onResult(({ data }) => {
    if (data?.commentCreated) void reload()
  })
  useReconnect(reload)
}
