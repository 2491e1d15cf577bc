import { useI18n } from 'vue-i18n'
import { useFormats } from '@/ui/formats'
import type { StepName } from '../spending'

/** A month, a week or a day as it is read on an axis, or alone. */
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
