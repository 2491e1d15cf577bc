import { useI18n } from 'vue-i18n'
import { useFormats } from '@/ui/useFormats'
import type { StepName } from '../api'

/** Label of a month, week or day, short for an axis. */
export function useStepLabel() {
  const { t } = useI18n()
  const { date, month } = useFormats()
  return (start: string, step: StepName, width: 'short' | 'long' = 'long') => {
    if (step === 'month') return month(start.slice(0, 7), width)
    if (step === 'week' && width === 'long')
      return t('statements.spending.weekOf', { day: date(start) })
    return date(start)
  }
}
