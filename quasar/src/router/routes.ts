import type { RouteRecordRaw } from 'vue-router'
import { accountRoutes } from '@/accounts/routes'
import { homeRoutes } from '@/home/routes'
import { linkRoutes } from '@/links/routes' // sample: links
import { scalingRoutes } from '@/scaling/routes'
import { statementRoutes } from '@/statements/routes' // sample: statements
import type { Slice } from '@/i18n/slices'

const of = (slice: Slice, routes: RouteRecordRaw[]): RouteRecordRaw[] =>
  routes.map((route) => ({ ...route, meta: { ...route.meta, slice } }))

export const routes: RouteRecordRaw[] = [
  {
    path: '/',
    component: () => import('@/layouts/MainLayout.vue'),
    children: [
      ...homeRoutes,
      ...accountRoutes,
      ...of('statements', statementRoutes), // sample: statements
      ...of('links', linkRoutes), // sample: links
      ...of('scaling', scalingRoutes),
      {
        path: ':unknown(.*)*',
        name: 'not-found',
        component: () => import('@/layouts/NotFoundPage.vue'),
        meta: { title: 'notFound.title' },
      },
    ],
  },
]
