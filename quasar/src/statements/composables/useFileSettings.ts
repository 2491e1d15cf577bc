import { computed, reactive } from 'vue'
import type { Answers, Meanings, StatementDetail } from '../api'
import { isEqual } from '../questions'

const FIELDS = [
  'date_column',
  'description_column',
  'indicator_column',
  'status_column',
  'date_order',
  'year',
  'decimal_separator',
  'charge_sign',
  'currency',
  'encoding',
  'similar_rows',
  'name',
] as const
const AMOUNT_COLUMNS = ['amount_column', 'debit_column', 'credit_column'] as const
export type Field = (typeof FIELDS)[number] | (typeof AMOUNT_COLUMNS)[number] | 'amounts'

/** Questions about the words of a column: the column, and what its words may mean. */
export const WORD_FIELDS = {
  marks: { column: 'indicator_column', meanings: ['charge', 'credit', 'left_out'] },
  statuses: { column: 'status_column', meanings: ['booked', 'left_out'] },
} as const
export type WordField = keyof typeof WORD_FIELDS

/** '' is unanswered; `amounts` is "one" or "two" columns. */
type Values = Record<Field, string | number>

/** The settings of a file in a form: first the answers that are in effect. */
export function useFileSettings(statement: StatementDetail) {
  const answers = statement.answers as Answers
  const initial = valuesOf(answers)
  const values = reactive(valuesOf(answers))
  const meanings = reactive<Record<WordField, Meanings>>({
    marks: { ...answers.marks },
    statuses: { ...answers.statuses },
  })

  const changes = computed<Answers>(() => {
    const changed: [string, unknown][] = []
    for (const field of FIELDS) {
      // The text of an input.
      const value = field === 'year' ? Number(values.year) || '' : values[field]
      if (value !== '' && value !== initial[field]) changed.push([field, value])
    }
    const columns = amountColumns(values)
    if (columns.length && !isEqual(columns, amountColumns(initial))) {
      changed.push(['amount_columns', columns])
    }
    for (const field of ['marks', 'statuses'] as const) {
      if (words(field).length && !isEqual(meanings[field], { ...answers[field] })) {
        changed.push([field, meanings[field]])
      }
    }
    return Object.fromEntries(changed)
  })
  const isComplete = computed(
    () =>
      Object.keys(changes.value).length > 0 &&
      (!values.amounts || amountColumns(values).length > 0),
  )

  /** Return the known words of a column; those of another one are asked once it is sent. */
  function words(field: WordField): { word: string; rows?: number }[] {
    const { column } = WORD_FIELDS[field]
    if (values[column] !== initial[column]) return []
    const asked = statement.choices?.questions.find((each) => each.field === field)?.words ?? []
    const answered = Object.keys(answers[field] ?? {})
      .filter((word) => !asked.some((each) => each.word === word))
      .map((word) => ({ word }))
    return [...asked, ...answered]
  }

  return { initial, values, meanings, changes, isComplete, words }
}

function valuesOf(answers: Answers): Values {
  const known = [...FIELDS, ...AMOUNT_COLUMNS].map((field) => [field, answers[field] ?? ''])
  const amounts =
    answers.debit_column !== undefined ? 'two' : answers.amount_column !== undefined ? 'one' : ''
  return { ...(Object.fromEntries(known) as Values), amounts }
}

/** Return the column of the amount, or those of debits and credits; none if one is missing. */
function amountColumns({ amounts, amount_column, debit_column, credit_column }: Values) {
  const columns =
    amounts === 'one' ? [amount_column] : amounts === 'two' ? [debit_column, credit_column] : []
  return columns.includes('') ? [] : columns
}
