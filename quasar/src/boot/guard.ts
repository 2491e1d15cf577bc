import { defineBoot } from '#q-app'
import { guard } from '@/router/guard'

/** What the server rendered is the same for everybody: who looks at it is asked once it is alive. */
export default defineBoot(({ router }) => {
  if (!('serverRendered' in document.body.dataset)) {
    router.beforeEach(guard)
    return
  }
  void router.isReady().then(() => {
    router.beforeEach(guard)
    const { path, query, hash } = router.currentRoute.value
    return router.replace({ path, query, hash, force: true })
  })
})
