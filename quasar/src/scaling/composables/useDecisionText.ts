import { useI18n } from 'vue-i18n'
import { useFormats } from '@/ui/useFormats'
import type { Decision } from '../api'

/** Texts for the result and the reason of a scaling decision. */
export function useDecisionText() {
  const { t } = useI18n()
  const { count } = useFormats()

  function what({ reason, queue, before, after }: Decision): string {
    return reason === 'requeued'
      ? t('scaling.decisions.requeued')
      : t('scaling.decisions.workers', { queue, before: count(before), after: count(after) }, after)
  }

  function why({ reason, before, demand: tasks }: Decision): string {
    const demand = count(tasks)
    switch (reason) {
      case 'woken':
        return before
          ? t('scaling.decisions.wokenMore', { demand })
          : t('scaling.decisions.woken', { demand })
      case 'repaired':
        return t('scaling.decisions.repaired', { demand })
      case 'scaled_out':
        return t('scaling.decisions.scaledOut', { demand })
      case 'scaled_in':
        return tasks
          ? t('scaling.decisions.scaledIn', { demand })
          : t('scaling.decisions.scaledInQuiet', { demand })
      case 'requeued':
        return t('scaling.decisions.requeuedWhy', { demand }, tasks)
    }
  }

  return { what, why }
}
