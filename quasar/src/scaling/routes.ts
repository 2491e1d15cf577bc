import type { RouteRecordRaw } from 'vue-router'

export const scalingRoutes: RouteRecordRaw[] = [
  {
    path: 'scaling',
    name: 'scaling',
    component: () => import('./pages/ScalingPage.vue'),
    meta: { audience: 'member', publicIf: 'scaling_public', title: 'scaling.title' },
  },
]
