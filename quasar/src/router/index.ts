import { defineRouter } from '#q-app'
import { createMemoryHistory, createRouter, createWebHistory } from 'vue-router'
import { admit } from './guard'
import { routes } from './routes'

const createHistory = import.meta.env.QUASAR_SERVER ? createMemoryHistory : createWebHistory

export default defineRouter(() => {
  const router = createRouter({
    routes,
    history: createHistory(import.meta.env.QUASAR_VUE_ROUTER_BASE),
    scrollBehavior: (_to, _from, saved) => saved ?? { left: 0, top: 0 },
  })
  // The server knows nobody, and turns nobody away.
  if (!import.meta.env.QUASAR_SERVER) admit(router)
  return router
})
