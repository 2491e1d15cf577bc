import { defineBoot } from '#q-app'
import { createPinia } from 'pinia'
import { Notify } from 'quasar'
import { useSession } from '@/accounts/session'
import { access } from '@/api/access'
import { i18n } from '@/i18n/language'

export default defineBoot(({ app, router }) => {
  app.use(createPinia())
  // The store listens from the start, before any page asks for it.
  useSession()

  access.onEnd((ending) => {
    const { fullPath, meta } = router.currentRoute.value
    if (ending === 'signed-out') void router.push({ name: 'welcome' })
    else if (meta.audience === 'member') {
      Notify.create({ message: i18n.global.t('accounts.sessionEnded') })
      void router.push({ name: 'sign-in', query: { next: fullPath } })
    }
  })
})
