/** Parts of the application whose messages are loaded with their first page. */
export const SLICES = [
  'links', // sample: links
  'scaling',
  'statements', // sample: statements
] as const
export type Slice = (typeof SLICES)[number]
