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
  'account',
] as const

export type FilterField = (typeof FIELDS)[number]
/** Kinds to filter by. */
export const KINDS = ['purchase', 'payment', 'refund', 'fee'] as const

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

/** Return the value of a field's input; undefined if it does not filter. */
export function valueOf(
  field: FilterField,
  input: string | number | null | undefined,
): string | undefined {
  if (input === null || input === undefined) return undefined
  return field === 'category' ? String(input) : String(input) || undefined
}

/** Return the fields that are filtered by, but for the text. */
export function chipFields(filter: TransactionFilter): FilterField[] {
  return FIELDS.filter((field) => field !== 'text' && filter[field] !== undefined)
}

/** Return the URL query of a filter, without empty fields. */
export function queryOf(filter: TransactionFilter): LocationQueryRaw {
  return pickFields((field) => filter[field])
}

/** Return the filter as the API takes it in a request body. */
export function filterBody({ category, ...rest }: TransactionFilter) {
  return category === undefined ? rest : { ...rest, category: [category] }
}

export const PRESETS = ['thisMonth', 'lastMonth', 'yearToDate'] as const

/** Return the first and last day of a period relative to today, in the user's time zone. */
export function presetDates(
  preset: (typeof PRESETS)[number],
  today = new Date(),
): { date_from: string; date_to: string } {
  const [year, month] = [today.getFullYear(), today.getMonth()]
  const [from, to] = {
    thisMonth: [isoDate(year, month, 1), isoDate(year, month + 1, 0)],
    lastMonth: [isoDate(year, month - 1, 1), isoDate(year, month, 0)],
    yearToDate: [isoDate(year, 0, 1), isoDate(year, month, today.getDate())],
  }[preset]
  return { date_from: from!, date_to: to! }
}

/** Months and days out of range belong to the next or the previous ones. */
function isoDate(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)
}

function pickFields(find: (field: FilterField) => string | undefined): TransactionFilter {
  const filter: TransactionFilter = {}
  for (const field of FIELDS) {
    const value = find(field)
    if (value || (value === '' && field === 'category')) filter[field] = value
  }
  return filter
}
