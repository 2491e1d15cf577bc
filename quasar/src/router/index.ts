import { defineRouter } from '#q-app'
import {
  createMemoryHistory,
  createRouter,
  createWebHashHistory,
  createWebHistory,
} from 'vue-router'
import { shown } from '@/api/offline/shown'
import { installGuard, installMessages } from './guard'
import { watchLoadErrors } from './loadErrors'
import { routes } from './routes'

// Native applications load files, of which none has the path of a page.
const createClientHistory =
  import.meta.env.QUASAR_VUE_ROUTER_MODE === 'hash' ? createWebHashHistory : createWebHistory
const createHistory = import.meta.env.QUASAR_SERVER ? createMemoryHistory : createClientHistory

export default defineRouter(() => {
  const router = createRouter({
    routes,
    history: createHistory(import.meta.env.QUASAR_VUE_ROUTER_BASE),
    scrollBehavior: (_to, _from, saved) => saved ?? { left: 0, top: 0 },
  })
  // The server has no sessions to guard pages with, and all of its code.
  if (!import.meta.env.QUASAR_SERVER) {
    installMessages(router)
    installGuard(router)
    watchLoadErrors(router)
    router.afterEach((to, from) => {
      if (to.path !== from.path) shown.clear()
    })
  }
  return router
})
