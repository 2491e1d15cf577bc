import { useI18n } from 'vue-i18n'
import type { Problem } from '@/api/problem'

/** Statuses that a proxy in front of the application returns, without a sentence. */
const PROXY_ERRORS: Record<number, string> = { 413: 'tooLarge', 429: 'tooMany' }

/** Return the sentence to show for a problem. */
export function useProblemText() {
  const { t } = useI18n()
  return (problem: Problem): string =>
    problem.kind === 'rejected'
      ? problem.message
      : t(`problems.${PROXY_ERRORS[problem.status ?? 0] ?? problem.kind}`)
}
