/** Apart from `links`: the routes name them, and every visit loads those. */
export const LISTS = ['top', 'new', 'best', 'ask'] as const
export type List = (typeof LISTS)[number]
