import { defineRouter } from '#q-app'
import { createRouter, createWebHistory } from 'vue-router'
import { guard } from './guard'
import { routes } from './routes'

export default defineRouter(() => {
  const router = createRouter({
    routes,
    history: createWebHistory(import.meta.env.QUASAR_VUE_ROUTER_BASE),
    scrollBehavior: (_to, _from, saved) => saved ?? { left: 0, top: 0 },
  })
  router.beforeEach(guard)
  return router
})
