import { readonly, shallowRef } from 'vue'
import { toProblem } from '@/api/problem'

interface Prompt {
  /** True if a password is not sufficient. */
  byFactor: boolean
  given: () => void
  declined: () => void
}

const prompt = shallowRef<Prompt>()
const REAUTHENTICATION_CODES = ['sign_in_again', 'second_factor_proof_needed']

/**
 * Run an action that the API may reject until the user reauthenticates: open the dialog and run it
 * again, or rethrow if the user cancels. Each of `codes` opens the dialog once.
 */
export async function withReauthentication<Result>(
  act: () => Promise<Result>,
  codes: string[] = REAUTHENTICATION_CODES,
): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    const { code } = await toProblem(error)
    if (!code || !codes.includes(code)) throw error
    if (!(await promptReauthentication(code === 'second_factor_proof_needed'))) throw error
    // After a password the API may require a second factor as well.
    return withReauthentication(
      act,
      codes.filter((each) => each !== code),
    )
  }
}

/** The pending reauthentication, for the dialog. */
export function useReauthenticationPrompt() {
  return {
    prompt: readonly(prompt),
    settle: (given: boolean) => {
      const pending = prompt.value
      prompt.value = undefined
      if (given) pending?.given()
      else pending?.declined()
    },
  }
}

function promptReauthentication(byFactor: boolean): Promise<boolean> {
  // A new prompt declines the previous one.
  prompt.value?.declined()
  return new Promise((resolve) => {
    prompt.value = {
      byFactor,
      given: () => resolve(true),
      declined: () => resolve(false),
    }
  })
}
