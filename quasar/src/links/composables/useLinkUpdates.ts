import { apollo } from '@/api/apollo'
import { LinkCountsSubscription } from '../operations/subscriptions'
import { useMountedSubscription } from '@/api/useMountedSubscription'

/** Maximum of the server per subscription; of a longer list the last ones are subscribed. */
const MAX_LINKS = 100

/** Keep the scores and comment counts of these links up to date. */
export function useLinkUpdates(ids: () => string[]) {
  const { onResult } = useMountedSubscription(LinkCountsSubscription, () => ({
    ids: ids().slice(-MAX_LINKS),
  }))
  onResult(({ data }) => {
    const counts = data?.linkCounts
    if (!counts) return
    apollo.cache.modify({
      id: `LinkType:${counts.id}`,
      fields: { score: () => counts.score, commentCount: () => counts.commentCount },
    })
  })
}
