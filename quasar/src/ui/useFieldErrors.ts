import { computed, ref, type Ref, watch } from 'vue'
import type { Problem } from '@/api/problem'

/**
 * Split a problem into errors of single fields and one of the form. `fields` has the names of the
 * fields, or their values by name: then the error of a field disappears when its value changes.
 */
export function useFieldErrors(
  problem: Ref<Problem | undefined>,
  fields: string[] | Record<string, () => unknown>,
) {
  const corrected = ref(new Set<string>())
  watch(problem, () => corrected.value.clear())
  const names = Array.isArray(fields) ? fields : Object.keys(fields)
  if (!Array.isArray(fields)) {
    for (const [name, value] of Object.entries(fields)) {
      watch(value, () => corrected.value.add(name))
    }
  }

  return {
    /** Props for the field's input. */
    fieldError: (field: string) => {
      const message = corrected.value.has(field) ? undefined : problem.value?.field(field)
      return { error: message !== undefined, errorMessage: message ?? '' }
    },
    // An error shown at its field is not repeated above the form.
    formError: computed(() =>
      names.some((field) => problem.value?.field(field)) ? undefined : problem.value,
    ),
  }
}
