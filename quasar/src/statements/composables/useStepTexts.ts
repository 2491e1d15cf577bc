import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormats } from '@/ui/useFormats'
import type { Spending } from '../api'
import type { Hovered } from '../chart-look'
import { endOf, yearBefore } from '../spending'
import { useCategories } from './useCategories'
import { useStepLabel } from './useStepLabel'

/** Texts and colors of the steps of a chart. */
export function useStepTexts(
  spending: () => Spending,
  shown: () => { byCategory: boolean; compare: boolean },
) {
  const { t } = useI18n()
  const { count, money, percent } = useFormats()
  const stepLabel = useStepLabel()
  const { name: categoryName, color } = useCategories({ cached: true })

  /** Whether the last step is not over yet. */
  const running = computed(() => {
    const { over_time: steps, step } = spending()
    const last = steps.at(-1)
    return last !== undefined && endOf(last.start, step) >= new Date().toISOString().slice(0, 10)
  })

  function stackName(key: string | null): string {
    if (key === null) return t('statements.spending.otherCategories')
    return categoryName(key) || t('statements.transactions.uncategorised')
  }

  const stackColor = (key: string | null) => (key === null ? 'var(--ink)' : color(key))

  /** Return the change from one amount to another, or undefined if there is nothing to compare. */
  function changeFrom(before: string | null | undefined, now: string): string | undefined {
    const base = Number(before ?? 0)
    return base > 0 ? percent(Number(now) / base - 1, 'always') : undefined
  }

  /** Return the share of a whole; refunds may make either negative. */
  function share(part: string, whole: string): string {
    const isPart = Number(whole) > 0 && Number(part) > 0
    return isPart ? percent(Number(part) / Number(whole)) : ''
  }

  /** Return the period, its amount, number and changes, and the amounts of its categories. */
  function describe({ index, markers }: Hovered): string[] {
    const { over_time: steps, stacks, step, currency } = spending()
    const { start, spend, count: rows, year_before: before } = steps[index]!
    const isRunning = running.value && index === steps.length - 1
    const change = isRunning ? undefined : changeFrom(steps[index - 1]?.spend, spend)
    const label = stepLabel(start, step)
    const lines = [
      isRunning ? t('statements.spending.soFar', { month: label }) : label,
      `${money(spend, currency)} · ${t('statements.spending.transactions', { count: count(rows) }, rows)}`,
    ]
    if (change) lines.push(t(`statements.spending.change.${step}`, { change }))
    const { byCategory, compare } = shown()
    if (compare && before !== null) {
      const amount = money(before, currency)
      const named = { step: stepLabel(yearBefore(start, step), step), amount }
      const yearly = isRunning ? undefined : changeFrom(before, spend)
      lines.push(t('statements.spending.stepAmount', named) + (yearly ? ` (${yearly})` : ''))
    }
    if (!byCategory) return lines
    const offset = markers.length - stacks.length
    const parts = stacks.map(({ key, spend: amounts }, number) => {
      const amount = amounts[index]!
      const ofStep = share(amount, spend)
      const text = `${stackName(key)} ${money(amount, currency)}${ofStep && ` · ${ofStep}`}`
      return { amount: Number(amount), line: `${markers[offset + number] ?? ''}${text}` }
    })
    // The uppermost part of the bar comes first.
    return [
      ...lines,
      ...parts
        .filter(({ amount }) => amount)
        .reverse()
        .map(({ line }) => line),
    ]
  }

  return { running, describe, stackName, stackColor, share, changeFrom }
}
