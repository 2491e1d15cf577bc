import { computed, type Ref } from 'vue'
import type { Problem } from '@/api/problem'

/** Split a problem into errors of single fields and one of the form. */
export function useFieldErrors(problem: Ref<Problem | undefined>, fields: string[]) {
  return {
    /** Props for the field's input. */
    fieldError: (field: string) => {
      const message = problem.value?.field(field)
      return { error: message !== undefined, errorMessage: message ?? '' }
    },
    // An error shown at its field is not repeated above the form.
    formError: computed(() =>
      fields.some((field) => problem.value?.field(field)) ? undefined : problem.value,
    ),
  }
}
