import type { MutationOptions, OperationVariables } from '@apollo/client/core'
import { print } from 'graphql'
import { apollo } from '@/api/apollo'
import type {
  CommentFactsFragment,
  FlagReason,
  LinkFactsFragment,
  ModerationAction,
} from '@/api/graphql/graphql'
import { toGraphqlProblem } from '@/api/graphql-problem'
import { dropTarget, type NewRequest, queueUnsent } from '@/api/outbox/waiting'
import { randomKey } from '@/api/random-key'
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

/** Send a mutation, or keep it until there is a network. Return undefined if it is kept. */
async function sendOrKeep<Data, Variables extends OperationVariables>(
  options: MutationOptions<Data, Variables>,
  request: Omit<NewRequest, 'url' | 'body'>,
): Promise<NonNullable<Data> | undefined> {
  if (request.target) await dropTarget(request.target)
  try {
    return await unwrap(() => apollo.mutate(options))
  } catch (error) {
    const body = { query: print(options.mutation), variables: options.variables }
    if (await queueUnsent(error, { ...request, url: '/graphql/', body })) return undefined
    throw error
  }
}

/** Vote optimistically; rolled back if the server rejects it. */
export async function vote(link: Link, wanted: boolean) {
  const after = {
    __typename: 'LinkType' as const,
    id: link.id,
    score: link.score + (wanted ? 1 : -1),
    voted: wanted,
  }
  const variables = { id: Number(link.id) }
  const request = { kind: 'vote', label: link.description, target: `link ${link.id}` } as const
  const sent = wanted
    ? await sendOrKeep(
        {
          mutation: VoteMutation,
          variables,
          optimisticResponse: { createVote: { __typename: 'CreateVote', link: after } },
        },
        request,
      )
    : await sendOrKeep(
        {
          mutation: UnvoteMutation,
          variables,
          optimisticResponse: { removeVote: { __typename: 'RemoveVote', link: after } },
        },
        request,
      )
  if (!sent) apollo.cache.modify({ id: apollo.cache.identify(after)!, fields: changesTo(after) })
}

/** Return functions that set these fields of a cached object. */
function changesTo(values: object) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, () => value as unknown]),
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

export async function voteOnComment(comment: Comment, value: number) {
  const after = {
    __typename: 'CommentType' as const,
    id: comment.id,
    score: comment.score - comment.vote + value,
    vote: value,
  }
  const sent = await sendOrKeep(
    {
      mutation: VoteOnCommentMutation,
      variables: { id: comment.id, value },
      optimisticResponse: { voteOnComment: { __typename: 'VoteOnComment', comment: after } },
    },
    { kind: 'vote', label: comment.body, target: `comment ${comment.id}` },
  )
  if (!sent) apollo.cache.modify({ id: apollo.cache.identify(after)!, fields: changesTo(after) })
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

/** Return false if the comment waits for the network. */
export async function createComment(given: { link: string; parent?: string; body: string }) {
  const id = randomKey()
  const sent = await sendOrKeep(
    { mutation: CreateCommentMutation, variables: { ...given, key: id } },
    { id, kind: 'comment', label: given.body },
  )
  if (sent) apollo.cache.evict({ id: 'ROOT_QUERY', fieldName: 'comments' })
  return sent !== undefined
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
