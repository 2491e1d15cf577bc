import { useCategories } from './useCategories'

/** The name of a category by its key. */
export function useCategoryName() {
  return useCategories({ cached: true }).name
}
