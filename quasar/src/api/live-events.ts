import type { components } from './rest'

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

/** In this browser or in another one. */
export interface StatementAddedOrRemoved {
  type: 'statement.added' | 'statement.removed'
  statement: string
}

/** Somebody has said what transactions are for. */
export interface SpendingChanged {
  type: 'spending.changed'
}

/** Tasks, workers or decisions did; a hint to read them afresh, for those who look at them. */
export interface ScalingChanged {
  type: 'scaling.changed'
}

/** Of the owner's data, to take away: queued, then ready or failed. */
export type Archive = components['schemas']['Archive']

export interface ArchiveChanged {
  type: 'archive.changed'
  archive: Archive
}

/** Of a page that somebody is about to submit; empty where it could not be read. */
export interface TitleRead {
  type: 'links.title'
  url: string
  title: string
}

/** What the socket pushes. OpenAPI describes no sockets, so these are written by hand. */
export type LiveEvent =
  | StatementProgress
  | StatementFinished
  | StatementAddedOrRemoved
  | SpendingChanged
  | ScalingChanged
  | ArchiveChanged
  | TitleRead
