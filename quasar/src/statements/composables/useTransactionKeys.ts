import { computed, ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useShortcuts } from '@/ui/useShortcuts'
import type { Transaction } from '../api'
import type { useSelection } from './useSelection'
import type { useTransactionDialogs } from './useTransactionDialogs'

/** The list on the page, in which keys move the focus. */
interface List {
  move: (by: number) => unknown
  choose: () => void
  active: Transaction | undefined
}

interface Targets {
  list: Readonly<ShallowRef<List | null>>
  search: Readonly<ShallowRef<{ focus: () => unknown } | null>>
  selection: ReturnType<typeof useSelection>
  dialogs: ReturnType<typeof useTransactionDialogs>
  undo: () => unknown
}

/** Keyboard shortcuts of the transactions page, and the texts of their dialog. */
export function useTransactionKeys({ list, search, selection, dialogs, undo }: Targets) {
  const { t } = useI18n()
  const showsKeys = ref(false)
  const keys = computed(() => ({
    j: t('statements.shortcuts.down'),
    k: t('statements.shortcuts.up'),
    x: t('statements.shortcuts.choose'),
    c: t('statements.shortcuts.categorise'),
    e: t('statements.shortcuts.edit'),
    a: t('statements.shortcuts.add'),
    z: t('statements.shortcuts.undo'),
    '/': t('shortcuts.search'),
    Escape: t('statements.shortcuts.none'),
    '?': t('shortcuts.help'),
  }))
  useShortcuts({
    j: () => void list.value?.move(1),
    k: () => void list.value?.move(-1),
    x: () => void list.value?.choose(),
    c: () =>
      dialogs.openCategories(
        selection.ids.value.size || selection.everything.value ? undefined : list.value?.active,
      ),
    e: () => list.value?.active && dialogs.openEditor(list.value.active),
    a: () => dialogs.openEditor(),
    z: () => void undo(),
    '/': () => void search.value?.focus(),
    Escape: () => selection.clear(),
    '?': () => (showsKeys.value = true),
  })
  return { keys, showsKeys }
}
