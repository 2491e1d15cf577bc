import { readonly, shallowRef } from 'vue'
import { toProblem } from '@/api/problem'

interface Question {
  given: () => void
  declined: () => void
}

const question = shallowRef<Question>()

/**
 * Does what is dangerous. Where the server wants to know first that it is still the owner who
 * asks, the dialog asks for a proof, and then it is done, once; declined, the refusal stands.
 */
export async function proven<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    if ((await toProblem(error)).code !== 'sign_in_again') throw error
    if (!(await askForProof())) throw error
    return act()
  }
}

/** The question that waits for the dialog's answer. */
export function useProofQuestion() {
  return {
    question: readonly(question),
    answer: (given: boolean) => {
      const asked = question.value
      question.value = undefined
      if (given) asked?.given()
      else asked?.declined()
    },
  }
}

function askForProof(): Promise<boolean> {
  // A question that was left alone is not answered by the answer to the next one.
  question.value?.declined()
  return new Promise((resolve) => {
    question.value = { given: () => resolve(true), declined: () => resolve(false) }
  })
}
