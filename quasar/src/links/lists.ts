/** Separate from `api.ts`, as the routes, part of the main bundle, import it. */
export const LISTS = ['top', 'new', 'best', 'ask', 'show'] as const
export type List = (typeof LISTS)[number]
