import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useShortcuts } from '@/ui/useShortcuts'

/** Keyboard shortcuts of the page of a link, and the texts of their dialog. */
export function useLinkKeys({ write, vote }: { write: () => unknown; vote: () => unknown }) {
  const { t } = useI18n()
  const showsKeys = ref(false)
  useShortcuts({
    c: () => void write(),
    o: () => document.querySelector<HTMLElement>('[data-open]')?.click(),
    v: () => void vote(),
    '?': () => (showsKeys.value = true),
  })
  const keys = computed(() => ({
    j: t('links.shortcuts.down'),
    k: t('links.shortcuts.up'),
    n: t('links.shortcuts.next'),
    p: t('links.shortcuts.parent'),
    x: t('links.shortcuts.collapse'),
    u: t('links.shortcuts.voteComment'),
    r: t('links.shortcuts.reply'),
    c: t('links.shortcuts.write'),
    v: t('links.shortcuts.voteLink'),
    o: t('links.shortcuts.open'),
    '/': t('shortcuts.search'),
    '?': t('shortcuts.help'),
  }))

  return { keys, showsKeys }
}
