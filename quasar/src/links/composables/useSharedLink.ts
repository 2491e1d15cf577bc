import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { useUndo } from '@/ui/useUndo'
import { sharedLink } from '../shared-link'

/** Fill the form with what another application has shared; the replaced draft can be restored. */
export function useSharedLink(draft: Ref<{ url: string; description: string; text: string }>) {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const { offerUndo } = useUndo()

  const shared = sharedLink(route.query)
  if (!shared) return
  const before = { ...draft.value }
  draft.value = shared
  if (before.url || before.description || before.text) {
    offerUndo(t('links.form.replaced'), () => {
      draft.value = before
      return Promise.resolve()
    })
  }
  // A reload must not fill the form again.
  void router.replace({ query: {} })
}
