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
  EditProfileMutation,
  FlagMutation,
  HideMutation,
  MarkRepliesReadMutation,
  ModerateMutation,
  ReadTitleMutation,
  RestoreCommentMutation,
  SaveMutation,
  UnvoteMutation,
  VoteMutation,
  VoteOnCommentMutation,
} from './operations/mutations'
import { UnreadRepliesQuery } from './operations/queries'

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

/** Return the data of a mutation; errors are thrown as a Problem. */
async function unwrap<Data>(mutate: Mutation<Data>): Promise<NonNullable<Data>> {
  try {
    const { data } = await mutate()
    return data!
  } catch (error) {
    throw await toGraphqlProblem(error)
  }
}

/** Vote optimistically; rolled back if the server rejects it. */
export function vote(link: Link, wanted: boolean) {
  const after = {
    __typename: 'LinkType' as const,
    id: link.id,
    score: link.score + (wanted ? 1 : -1),
    voted: wanted,
  }
  const variables = { id: Number(link.id) }
  return wanted
    ? unwrap(() =>
        apollo.mutate({
          mutation: VoteMutation,
          variables,
          optimisticResponse: { createVote: { __typename: 'CreateVote', link: after } },
        }),
      )
    : unwrap(() =>
        apollo.mutate({
          mutation: UnvoteMutation,
          variables,
          optimisticResponse: { removeVote: { __typename: 'RemoveVote', link: after } },
        }),
      )
}

export function save(link: Link, saved: boolean) {
  const after = { __typename: 'LinkType' as const, id: link.id, saved }
  return unwrap(() =>
    apollo.mutate({
      mutation: SaveMutation,
      variables: { id: link.id, saved },
      optimisticResponse: { saveLink: { __typename: 'SaveLink', link: after } },
      // The cached list of saved links no longer matches.
      update: (cache) => void cache.evict({ fieldName: 'savedLinks' }),
    }),
  )
}

/** Hide a link from the user's lists, or show it again. */
export function hide(link: Link, hidden: boolean) {
  const after = { __typename: 'LinkType' as const, id: link.id, hidden }
  return unwrap(() =>
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
  return unwrap(() =>
    apollo.mutate({
      mutation: VoteOnCommentMutation,
      variables: { id: comment.id, value },
      optimisticResponse: { voteOnComment: { __typename: 'VoteOnComment', comment: after } },
    }),
  )
}

/** Request the title of a page; it arrives over the live socket. */
export function readTitle(url: string) {
  return unwrap(() => apollo.mutate({ mutation: ReadTitleMutation, variables: { url } }))
}

export async function submitLink(given: { url: string; description: string; text: string }) {
  const { createLink } = await unwrap(() =>
    apollo.mutate({ mutation: CreateLinkMutation, variables: given }),
  )
  evictLists()
  return createLink!
}

export function editLink(id: string, given: { description: string; text: string }) {
  return unwrap(() => apollo.mutate({ mutation: EditLinkMutation, variables: { id, ...given } }))
}

export async function deleteLink(id: string) {
  await unwrap(() => apollo.mutate({ mutation: DeleteLinkMutation, variables: { id } }))
  evictLists()
}

export async function createComment(given: { link: string; parent?: string; body: string }) {
  const { createComment } = await unwrap(() =>
    apollo.mutate({ mutation: CreateCommentMutation, variables: given }),
  )
  apollo.cache.evict({ id: 'ROOT_QUERY', fieldName: 'comments' })
  return createComment!.comment!
}

export function editComment(id: string, body: string) {
  return unwrap(() => apollo.mutate({ mutation: EditCommentMutation, variables: { id, body } }))
}

export function deleteComment(id: string) {
  return unwrap(() => apollo.mutate({ mutation: DeleteCommentMutation, variables: { id } }))
}

/** Undo a deletion of the last ten minutes, and load the discussion again. */
export function restoreComment(id: string) {
  const mutation = RestoreCommentMutation
  return unwrap(() => apollo.mutate({ mutation, variables: { id }, refetchQueries: 'active' }))
}

/** Flag an item, or remove the flag if there is no reason. */
export function flag(item: Item, reason?: FlagReason) {
  return unwrap(() => apollo.mutate({ mutation: FlagMutation, variables: { ...item, reason } }))
}

export async function moderate(item: Item, action: ModerationAction, reason: string) {
  await unwrap(() =>
    apollo.mutate({ mutation: ModerateMutation, variables: { ...item, action, reason } }),
  )
  evictLists()
}

/** Change the user's text about themselves. */
export async function editProfile(about: string) {
  await unwrap(() => apollo.mutate({ mutation: EditProfileMutation, variables: { about } }))
  apollo.cache.evict({ id: 'ROOT_QUERY', fieldName: 'profile' })
}

export async function markRepliesRead() {
  await unwrap(() => apollo.mutate({ mutation: MarkRepliesReadMutation }))
  apollo.writeQuery({
    query: UnreadRepliesQuery,
    data: { unreadReplies: 0 },
  })
}

/** Evict cached lists whose contents changed. */
function evictLists() {
  for (const fieldName of [
    'feed',
    'frontPage',
    'linksOf',
    'savedLinks',
    'hiddenLinks',
    'moderations',
  ]) {
    apollo.cache.evict({ id: 'ROOT_QUERY', fieldName })
  }
}
