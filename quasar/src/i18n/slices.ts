/** Parts of the application whose messages are loaded with their first page. */
export const SLICES = ['links', 'scaling', 'statements'] as const
export type Slice = (typeof SLICES)[number]
