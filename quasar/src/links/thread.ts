import type { Comment } from './links'

export interface Row {
  comment: Comment
  /** 0 for what answers to the link itself. */
  depth: number
  /** How many answers are below it, at any depth. */
  answers: number
  collapsed: boolean
  /** What it answers to, where that is shown. */
  parent?: string
  /** The next answer to the same. */
  next?: string
}

/** Comments in their order, each before its answers, as rows; what is collapsed shows no answers. */
export function rowsOf(comments: readonly Comment[], collapsed: ReadonlySet<string>): Row[] {
  const depths = new Map<string, number>()
  const hidden = new Set<string>()
  const answers = countAnswers(comments)
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
      answers: answers.get(comment.id) ?? 0,
      collapsed: isCollapsed,
      ...(isBelow && { parent }),
    }
    const before = latest.get(parent)
    if (before) before.next = comment.id
    latest.set(parent, row)
    return [row]
  })
}

function countAnswers(comments: readonly Comment[]): Map<string, number> {
  const answers = new Map<string, number>()
  for (const { id, parentId } of comments.toReversed()) {
    if (!parentId) continue
    answers.set(parentId, (answers.get(parentId) ?? 0) + (answers.get(id) ?? 0) + 1)
  }
  return answers
}
