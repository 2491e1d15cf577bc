import type { Answer, Meanings, Question } from './api'

/** Return whether the answer is complete: each word has a meaning. */
export function isAnswered({ words }: Question, answer: Answer | undefined): boolean {
  return answer !== undefined && words.every(({ word }) => (answer as Meanings)[word])
}

/** Return the option with this value. The API takes other meanings of words, too. */
export function optionWith({ options, words }: Question, answer: Answer | undefined) {
  if (!words.length) return options.find(({ value }) => isEqual(value, answer))
  const chosen = answer as Meanings | undefined
  return options.find(({ value }) =>
    words.every(({ word }) => (value as Meanings)[word] === chosen?.[word]),
  )
}

/** Compare answers by their content; the order of words does not matter. */
export function isEqual(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

function canonical(answer: unknown): string {
  return JSON.stringify(
    answer !== null && typeof answer === 'object' && !Array.isArray(answer)
      ? Object.entries(answer).sort(([one], [other]) => (one < other ? -1 : 1))
      : answer,
  )
}
