import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useAsyncData } from '@/api/useAsyncData'
import { useSubmission } from '@/ui/useSubmission'
import { useUndo } from '@/ui/useUndo'
import { type CategoryRule, createRule, deleteRule, editRule, fetchRules } from '../api'

/** The user's rules in their order of precedence, to be moved and deleted. */
export function useRules() {
  const { t } = useI18n()
  const { offerUndo } = useUndo()
  const { value: rules, problem, load } = useAsyncData(fetchRules)
  const target = shallowRef<CategoryRule>()
  /** Said to screen readers. */
  const announcement = ref('')
  let place = 0

  const moving = useSubmission(async () => {
    const others = rules.value!.filter(({ id }) => id !== target.value!.id)
    const before = others[place]?.id ?? null
    const previous = rules.value
    rules.value = others.toSpliced(place, 0, target.value!)
    try {
      await editRule(target.value!.id, { before })
    } catch (error) {
      rules.value = previous
      throw error
    }
    announcement.value = t('statements.rules.moved', {
      text: target.value!.text,
      place: place + 1,
      count: rules.value.length,
    })
  })

  const deleting = useSubmission(async () => {
    const rule = target.value!
    const index = rules.value!.findIndex(({ id }) => id === rule.id)
    const before = rules.value![index + 1]?.id ?? null
    await deleteRule(rule)
    await load()
    offerUndo(t('statements.rules.deleted', { text: rule.text }), async () => {
      await createRule({ ...rule, before })
      await load()
    })
  })

  return {
    rules,
    problem,
    load,
    moving,
    deleting,
    announcement,
    /** Move a rule to an index. */
    move: (rule: CategoryRule, to: number) => {
      if (!rules.value || to < 0 || to >= rules.value.length || moving.sending.value) return
      target.value = rule
      place = to
      return moving.submit()
    },
    remove: (rule: CategoryRule) => {
      if (deleting.sending.value) return
      target.value = rule
      return deleting.submit()
    },
  }
}
