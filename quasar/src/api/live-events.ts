import type { components } from './rest'

// sample: statements begin
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
  status: 'imported' | 'needs_choice' | 'rejected'
}

/** Sent for changes in this and in other browsers; "changed" if it has another account. */
export interface StatementAddedOrRemoved {
  type: 'statement.added' | 'statement.changed' | 'statement.removed'
  statement: string
}

/** Categories of transactions changed. */
export interface SpendingChanged {
  type: 'spending.changed'
}
// sample: statements end

/** Tasks, workers or decisions changed; a hint to load them again. */
export interface ScalingChanged {
  type: 'scaling.changed'
}

/** An export of the user's data: queued, then ready or failed. */
export type Archive = components['schemas']['Archive']

export interface ArchiveChanged {
  type: 'archive.changed'
  archive: Archive
}

// sample: links begin
/** Title of a page to be submitted; empty if it could not be read. */
export interface TitleRead {
  type: 'links.title'
  url: string
  title: string
}
// sample: links end

/** Events of the live socket, written by hand as OpenAPI does not describe WebSockets. */
export type LiveEvent =
  // sample: statements begin
  | StatementProgress
  | StatementFinished
  | StatementAddedOrRemoved
  | SpendingChanged
  // sample: statements end
  // sample: links begin
  | TitleRead
  // sample: links end
  | ScalingChanged
  | ArchiveChanged
