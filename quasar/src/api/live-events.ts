export interface StatementProgress {
  type: 'statement.progress'
  statement: string
  /** Between 0 and 1. */
  fraction: number
  rows: number
}

export interface StatementFinished {
  type: 'statement.finished'
  statement: string
  status: 'imported' | 'rejected'
}

/** In this browser or in another one. */
export interface StatementAddedOrRemoved {
  type: 'statement.added' | 'statement.removed'
  statement: string
}

/** What the socket pushes. OpenAPI describes no sockets, so these are written by hand. */
export type LiveEvent = StatementProgress | StatementFinished | StatementAddedOrRemoved
