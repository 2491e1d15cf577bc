import type { Comment, Link } from '@/links/api'

export function link(facts: Partial<Link> = {}): Link & { __typename: 'LinkType' } {
  return {
    __typename: 'LinkType',
    id: '1',
    url: 'https://example.com/one',
    description: 'The first one',
    text: '',
    site: 'example.com',
    status: 'LIVE',
    score: 3,
    commentCount: 2,
    createdAt: new Date().toISOString(),
    editedAt: null,
    postedBy: { __typename: 'UserType', id: '7', username: 'wren' },
    voted: false,
    saved: false,
    hidden: false,
    flagged: false,
    editable: false,
    ...facts,
  }
}

export function comment(facts: Partial<Comment> = {}): Comment & { __typename: 'CommentType' } {
  return {
    __typename: 'CommentType',
    id: '1',
    parentId: null,
    body: 'Indeed.',
    status: 'LIVE',
    score: 0,
    createdAt: new Date().toISOString(),
    editedAt: null,
    author: { __typename: 'UserType', id: '7', username: 'wren' },
    vote: 0,
    flagged: false,
    editable: false,
    downvotable: true,
    ...facts,
  }
}

export function page<Node>(nodes: Node[], endCursor: string | null = null) {
  return {
    edges: nodes.map((node) => ({ node })),
    pageInfo: { __typename: 'PageInfo', hasNextPage: endCursor !== null, endCursor },
  }
}

export function linkPage(links: object[], endCursor: string | null = null) {
  return { __typename: 'LinkConnection', ...page(links, endCursor) }
}

export function commentPage(comments: object[], endCursor: string | null = null) {
  return { __typename: 'CommentConnection', ...page(comments, endCursor) }
}
