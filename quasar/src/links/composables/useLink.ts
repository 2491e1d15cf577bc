import { computed } from 'vue'
import { LinkQuery } from '../operations/queries'
import { useConnection } from '@/api/useConnection'

const NOTHING = { edges: [], pageInfo: { hasNextPage: false } }

/** A link with its discussion, or the replies below the comment `under`. */
export function useLink(which: () => { id: string; under: string | undefined }) {
  const { result, list } = useConnection(LinkQuery, which, ({ link }) => link?.comments ?? NOTHING)
  return { comments: list, link: computed(() => result.value?.link ?? undefined) }
}
