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
/** Which transactions are meant; an empty category is that of those without any. */
export type TransactionFilter = Partial<Record<FilterField, string>>

/** As it stands in the address of the page. */
export function filterOf(query: LocationQuery): TransactionFilter {
  return asksFor((field) => {
    const said = query[field]
    return (Array.isArray(said) ? said[0] : said) ?? undefined
  })
}

/** For the address: what asks for nothing is left out. */
export function queryOf(filter: TransactionFilter): LocationQueryRaw {
  return asksFor((field) => filter[field])
}

/** As the API takes it in a body. */
export function filterBody({ category, ...rest }: TransactionFilter) {
  return category === undefined ? rest : { ...rest, category: [category] }
}

function asksFor(said: (field: FilterField) => string | undefined): TransactionFilter {
  const filter: TransactionFilter = {}
  for (const field of FIELDS) {
    const value = said(field)
    if (value || (value === '' && field === 'category')) filter[field] = value
  }
  return filter
}
