import { computed, type Ref } from 'vue'
import type { Problem } from '@/api/problem'

/** What the server refused, at the fields that it is about; the rest belongs above the form. */
export function useFieldErrors(problem: Ref<Problem | undefined>, fields: string[]) {
  return {
    /** To be bound to the field's input. */
    refused: (field: string) => {
      const message = problem.value?.field(field)
      return { error: message !== undefined, errorMessage: message ?? '' }
    },
    // What stands at its field need not be said twice.
    elsewhere: computed(() =>
      fields.some((field) => problem.value?.field(field)) ? undefined : problem.value,
    ),
  }
}
