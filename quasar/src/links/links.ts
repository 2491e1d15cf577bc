import { apollo } from '@/api/apollo'
import type {
  CommentFactsFragment,
  FlagReason,
  LinkFactsFragment,
  ModerationAction,
} from '@/api/graphql/graphql'
import { toGraphqlProblem } from '@/api/graphql-problem'
import {
  CreateCommentMutation,
  CreateLinkMutation,
  DeleteCommentMutation,
  DeleteLinkMutation,
  EditCommentMutation,
  EditLinkMutation,
  FlagMutation,
  HideMutation,
  ModerateMutation,
  ReadTitleMutation,
  SaveMutation,
  UnvoteMutation,
  VoteMutation,
  VoteOnCommentMutation,
} from './operations/mutations'

export type Link = LinkFactsFragment
export type Comment = CommentFactsFragment
export type Item = { link: string } | { comment: string }

export const FLAG_REASONS: FlagReason[] = [
  'OFF_TOPIC',
  'ALREADY_POSTED',
  'BROKEN_LINK',
  'SPAM',
  'UNKIND',
]

type Mutation<Data> = () => Promise<{ data?: Data | null }>

/** What a mutation answers; what it is refused with is thrown as a Problem. */
async function told<Data>(mutate: Mutation<Data>): Promise<NonNullable<Data>> {
  try {
    const { data } = await mutate()
    return data!
  } catch (error) {
    throw await toGraphqlProblem(error)
  }
}

/** Shown at once, and taken back where the server refuses. */
export function vote(link: Link, wanted: boolean) {
  const after = {
    __typename: 'LinkType' as const,
    id: link.id,
    score: link.score + (wanted ? 1 : -1),
    voted: wanted,
  }
  const variables = { id: Number(link.id) }
  return wanted
    ? told(() =>
        apollo.mutate({
          mutation: VoteMutation,
          variables,
          optimisticResponse: { createVote: { __typename: 'CreateVote', link: after } },
        }),
      )
    : told(() =>
        apollo.mutate({
          mutation: UnvoteMutation,
          variables,
          optimisticResponse: { removeVote: { __typename: 'RemoveVote', link: after } },
        }),
      )
}

export function save(link: Link, saved: boolean) {
  const after = { __typename: 'LinkType' as const, id: link.id, saved }
  return told(() =>
    apollo.mutate({
      mutation: SaveMutation,
      variables: { id: link.id, saved },
      optimisticResponse: { saveLink: { __typename: 'SaveLink', link: after } },
      // Kept under its own name in the cache, where nothing says what is in it any more.
      update: (cache) => void cache.evict({ fieldName: 'savedLinks' }),
    }),
  )
}

/** From one's own lists: where it stood, it can be shown again. */
export function hide(link: Link, hidden: boolean) {
  const after = { __typename: 'LinkType' as const, id: link.id, hidden }
  return told(() =>
    apollo.mutate({
      mutation: HideMutation,
      variables: { id: link.id, hidden },
      optimisticResponse: { hideLink: { __typename: 'HideLink', link: after } },
      update: (cache) => void cache.evict({ fieldName: 'hiddenLinks' }),
    }),
  )
}

export function voteOnComment(comment: Comment, value: number) {
  const after = {
    __typename: 'CommentType' as const,
    id: comment.id,
    score: comment.score - comment.vote + value,
    vote: value,
  }
  return told(() =>
    apollo.mutate({
      mutation: VoteOnCommentMutation,
      variables: { id: comment.id, value },
      optimisticResponse: { voteOnComment: { __typename: 'VoteOnComment', comment: after } },
    }),
  )
}

/** The title comes over the live socket. */
export function readTitle(url: string) {
  return told(() => apollo.mutate({ mutation: ReadTitleMutation, variables: { url } }))
}

export async function submitLink(given: { url: string; description: string; text: string }) {
  const { createLink } = await told(() =>
    apollo.mutate({ mutation: CreateLinkMutation, variables: given }),
  )
  forgetLists()
  return createLink!
}

export function editLink(id: string, given: { description: string; text: string }) {
  return told(() => apollo.mutate({ mutation: EditLinkMutation, variables: { id, ...given } }))
}

export async function deleteLink(id: string) {
  await told(() => apollo.mutate({ mutation: DeleteLinkMutation, variables: { id } }))
  forgetLists()
}

export async function createComment(given: { link: string; parent?: string; body: string }) {
  const { createComment } = await told(() =>
    apollo.mutate({ mutation: CreateCommentMutation, variables: given }),
  )
  apollo.cache.evict({ id: 'ROOT_QUERY', fieldName: 'comments' })
  return createComment!.comment!
}

export function editComment(id: string, body: string) {
  return told(() => apollo.mutate({ mutation: EditCommentMutation, variables: { id, body } }))
}

export function deleteComment(id: string) {
  return told(() => apollo.mutate({ mutation: DeleteCommentMutation, variables: { id } }))
}

/** Without a reason the flag is taken back. */
export function flag(item: Item, reason?: FlagReason) {
  return told(() => apollo.mutate({ mutation: FlagMutation, variables: { ...item, reason } }))
}

export async function moderate(item: Item, action: ModerationAction, reason: string) {
  await told(() =>
    apollo.mutate({ mutation: ModerateMutation, variables: { ...item, action, reason } }),
  )
  forgetLists()
}

/** What is listed is another matter now. */
function forgetLists() {
  for (const fieldName of ['feed', 'linksOf', 'savedLinks', 'hiddenLinks', 'moderations']) {
    apollo.cache.evict({ id: 'ROOT_QUERY', fieldName })
  }
}
