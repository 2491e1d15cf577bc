import { useI18n } from 'vue-i18n'
import type { Problem } from '@/api/problem'

/** The sentence that tells what happened and how to mend it. */
export function useProblemText() {
  const { t } = useI18n()
  return (problem: Problem): string =>
    problem.kind === 'refused' ? problem.message : t(`problems.${problem.kind}`)
}
