import type { RouteRecordRaw } from 'vue-router'
import { accountRoutes } from '@/accounts/routes'
import { homeRoutes } from '@/home/routes'
import { linkRoutes } from '@/links/routes'
import { scalingRoutes } from '@/scaling/routes'
import { statementRoutes } from '@/statements/routes'

export const routes: RouteRecordRaw[] = [
  {
    path: '/',
    component: () => import('@/layouts/MainLayout.vue'),
    children: [
      ...homeRoutes,
      ...accountRoutes,
      ...statementRoutes,
      ...linkRoutes,
      ...scalingRoutes,
      {
        path: ':unknown(.*)*',
        name: 'not-found',
        component: () => import('@/layouts/NotFoundPage.vue'),
        meta: { title: 'notFound.title' },
      },
    ],
  },
]
