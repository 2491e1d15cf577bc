import type { Comment } from './api'

export interface Row {
  comment: Comment
  /** 0 for top-level comments. */
  depth: number
  /** Number of replies at any depth. */
  replies: number
  collapsed: boolean
  /** Id of the parent comment, if shown. */
  parent?: string
  /** Id of the next sibling. */
  next?: string
}

/** Return comments, in order, as rows; replies to collapsed ones are left out. */
export function rowsOf(comments: readonly Comment[], collapsed: ReadonlySet<string>): Row[] {
  const depths = new Map<string, number>()
  const hidden = new Set<string>()
  const replies = countReplies(comments)
  const latest = new Map<string, Row>()
  return comments.flatMap((comment) => {
    const parent = comment.parentId ?? ''
    const isBelow = depths.has(parent)
    const depth = (depths.get(parent) ?? -1) + 1
    depths.set(comment.id, depth)
    const isCollapsed = collapsed.has(comment.id)
    if (hidden.has(parent)) {
      hidden.add(comment.id)
      return []
    }
    if (isCollapsed) hidden.add(comment.id)
    const row: Row = {
      comment,
      depth,
      replies: replies.get(comment.id) ?? 0,
      collapsed: isCollapsed,
      ...(isBelow && { parent }),
    }
    const before = latest.get(parent)
    if (before) before.next = comment.id
    latest.set(parent, row)
    return [row]
  })
}

function countReplies(comments: readonly Comment[]): Map<string, number> {
  const replies = new Map<string, number>()
  for (const { id, parentId } of comments.toReversed()) {
    if (!parentId) continue
    replies.set(parentId, (replies.get(parentId) ?? 0) + (replies.get(id) ?? 0) + 1)
  }
  return replies
}
