import { useI18n } from 'vue-i18n'
import type { Question } from '../api'
import { ENCODINGS } from '../encodings'

type Option = Question['options'][number]

/** Labels of answers about a file, in the page's language; call them in a template. */
export function useAnswerLabels() {
  const i18n = useI18n()
  const { t, locale } = i18n

  /** Return the name of a column; a number tells columns of the same name apart. */
  function columnName(header: string[], column: number) {
    const name = header[column]
    const number = column + 1
    if (!name) return t('statements.choice.column', { number })
    const isUnique = header.indexOf(name) === header.lastIndexOf(name)
    return isUnique ? name : t('statements.choice.sameColumn', { name, number })
  }

  function currencyName(code: string) {
    return `${code} – ${new Intl.DisplayNames(locale.value, { type: 'currency' }).of(code)}`
  }

  /** Return the label of an answer that is not a column. */
  function answerLabel(field: string, answer: string | number) {
    if (field === 'currency') return currencyName(String(answer))
    const [alphabet, name] = Object.entries(ENCODINGS).find(([id]) => id === answer)?.[1] ?? []
    const key = `statements.choice.options.${field}.${alphabet ?? answer}`
    if (!i18n.te(key)) return String(answer)
    return name ? `${t(key)} (${name})` : t(key)
  }

  /** Return the label of an option; "3.250" is explained by how large its amounts are. */
  function optionLabel(option: Option, { field, options }: Question, header: string[]) {
    const { value } = option
    if (Array.isArray(value)) {
      const [first, second] = value.map((column) => columnName(header, column))
      if (second === undefined) return first
      return t('statements.choice.options.amount_columns.pair', { debit: first, credit: second })
    }
    if (field === 'decimal_separator' && new Set(options.map(size)).size > 1) {
      const isLargest = options.every((other) => size(other) <= size(option))
      return t(isLargest ? 'statements.choice.thousands' : 'statements.choice.threeDecimals')
    }
    return answerLabel(field, value as string | number)
  }

  return { answerLabel, columnName, optionLabel }
}

function size({ preview }: Option): number {
  return preview.reduce((all, { amount }) => all + Math.abs(Number(amount)), 0)
}
