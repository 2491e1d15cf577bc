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

/** What the socket pushes. OpenAPI describes no sockets, so these are written by hand. */
export type LiveEvent = StatementProgress | StatementFinished
