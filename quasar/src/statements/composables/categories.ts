import { onMounted, shallowRef } from 'vue'
import { toProblem } from '@/api/problem'
import { fetchCategories } from '../categories'

/** What a transaction can be for: the default ones and those that its owner has named. */
export function useCategories() {
  const categories = shallowRef<string[]>([])

  async function load() {
    try {
      categories.value = await fetchCategories()
    } catch (error) {
      // What is read beside them says what is wrong; words can be typed all the same.
      await toProblem(error)
    }
  }

  onMounted(load)
  return { categories, load }
}
