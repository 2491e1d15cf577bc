import { onMounted, shallowRef } from 'vue'
import { toProblem } from '@/api/problem'
import { fetchCategories } from '../api'

/** The default categories and the user's own. */
export function useCategories() {
  const categories = shallowRef<string[]>([])

  async function load() {
    try {
      categories.value = await fetchCategories()
    } catch (error) {
      // The transactions report the problem, and categories can still be typed.
      await toProblem(error)
    }
  }

  onMounted(load)
  return { categories, load }
}
