/** Plural categories of CLDR, in the order of the forms of a message. */
const CATEGORIES = ['one', 'two', 'few', 'many', 'other'] as const

/**
 * Return the forms that a language has for whole numbers, in their order in a message:
 * "one | other" in English, "one | two | few | many | other" in Arabic.
 *
 * What counts below a hundred never use is left out, as "many" of Spanish, which is for millions.
 */
export function pluralForms(language: string): string[] {
  const rules = new Intl.PluralRules(language)
  const used = new Set(Array.from({ length: 101 }, (_, count) => rules.select(count)))
  return CATEGORIES.filter((category) => used.has(category))
}

/** Return vue-i18n's rule of a language: the form of a count. A form before the others is for none. */
export function pluralRule(language: string) {
  const rules = new Intl.PluralRules(language)
  const forms = pluralForms(language)
  return (count: number, length: number): number => {
    const hasNone = length > forms.length
    if (hasNone && count === 0) return 0
    const form = forms.indexOf(rules.select(count))
    const index = form < 0 ? forms.length - 1 : form
    // A message that is missing is shown in English, which may have fewer.
    return Math.min(index + (hasNone ? 1 : 0), length - 1)
  }
}
