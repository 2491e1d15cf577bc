import type { CategoryColor } from './api'

/** Colors of categories, in the order of the palette; see backend/apps/statements/categorization. */
export const COLORS = [
  'red',
  'orange',
  'amber',
  'olive',
  'lime',
  'green',
  'teal',
  'cyan',
  'sky',
  'blue',
  'indigo',
  'violet',
  'magenta',
  'pink',
  'brown',
  'gray',
] as const satisfies readonly CategoryColor[]
