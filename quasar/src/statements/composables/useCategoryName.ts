import { useI18n } from 'vue-i18n'

/** Translate default categories; the user's own stay as they are. */
export function useCategoryName() {
  const i18n = useI18n()
  return (category: string) => {
    const key = `statements.categories.${category}`
    return i18n.te(key) ? i18n.t(key) : category
  }
}
