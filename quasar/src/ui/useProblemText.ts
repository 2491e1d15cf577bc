import { useI18n } from 'vue-i18n'
import type { Problem } from '@/api/problem'

/** Return the sentence to show for a problem. */
export function useProblemText() {
  const { t } = useI18n()
  return (problem: Problem): string =>
    problem.kind === 'rejected' ? problem.message : t(`problems.${problem.kind}`)
}
