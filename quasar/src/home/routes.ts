import type { RouteRecordRaw } from 'vue-router'

export const homeRoutes: RouteRecordRaw[] = [
  {
    path: '',
    name: 'welcome',
    component: () => import('./pages/HomePage.vue'),
    meta: { audience: 'guest' },
  },
]
