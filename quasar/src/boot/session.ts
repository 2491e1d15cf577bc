import { defineBoot } from '#q-app'
import { createPinia } from 'pinia'
import { Notify } from 'quasar'
import { useSession } from '@/accounts/session'
import { access } from '@/api/access'
import { i18n } from '@/i18n/language'
import { isServerRendered } from '@/router/guard'

export default defineBoot(({ app, router }) => {
  app.use(createPinia())
  // The store has to listen before the first page uses it.
  const session = useSession()
  // The response arrives while code loads, but not before a page without a session is hydrated.
  if (!isServerRendered()) void session.restore()

  access.onEnd((ending) => {
    const { fullPath, meta } = router.currentRoute.value
    const isMembers = meta.audience === 'member' && !meta.publicIf
    const toSignIn = { name: 'sign-in', query: isMembers ? { next: fullPath } : {} }
    if (ending === 'signed-out') void router.push({ name: 'welcome' })
    // The page shows the data of another user.
    else if (ending === 'replaced') window.location.reload()
    // The sign-in page explains this case.
    else if (ending === 'replayed') void router.push(toSignIn)
    else if (isMembers) {
      Notify.create({ message: i18n.global.t('accounts.sessionEnded') })
      void router.push(toSignIn)
    }
  })
})
