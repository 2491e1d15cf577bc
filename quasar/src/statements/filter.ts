import type { LocationQuery, LocationQueryRaw } from 'vue-router'

export const FIELDS = [
  'text',
  'category',
  'merchant',
  'card',
  'kind',
  'currency',
  'date_from',
  'date_to',
  'amount_min',
  'amount_max',
  'statement',
] as const

export type FilterField = (typeof FIELDS)[number]
/** An empty category matches transactions without one. */
export type TransactionFilter = Partial<Record<FilterField, string>>

export const SORTS = ['date', 'amount', 'merchant', 'category'] as const
export type SortColumn = (typeof SORTS)[number]
/** A column, with a minus for descending order. */
export type Sort = SortColumn | `-${SortColumn}`

/** Return the order in the page's URL, or newest first if it names none. */
export function sortOf(value: unknown): Sort {
  const column = String(value).replace(/^-/, '')
  return SORTS.some((known) => known === column) ? (value as Sort) : '-date'
}

/** Return the filter in the page's URL. */
export function filterOf(query: LocationQuery): TransactionFilter {
  return pickFields((field) => {
    const value = query[field]
    return (Array.isArray(value) ? value[0] : value) ?? undefined
  })
}

/** Return the URL query of a filter, without empty fields. */
export function queryOf(filter: TransactionFilter): LocationQueryRaw {
  return pickFields((field) => filter[field])
}

/** Return the filter as the API takes it in a request body. */
export function filterBody({ category, ...rest }: TransactionFilter) {
  return category === undefined ? rest : { ...rest, category: [category] }
}

function pickFields(valueOf: (field: FilterField) => string | undefined): TransactionFilter {
  const filter: TransactionFilter = {}
  for (const field of FIELDS) {
    const value = valueOf(field)
    if (value || (value === '' && field === 'category')) filter[field] = value
  }
  return filter
}
