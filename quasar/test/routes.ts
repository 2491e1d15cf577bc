import type { Component } from 'vue'
import { type RouteRecordRaw, RouterView } from 'vue-router'
import { routes } from '@/router/routes'

/** Return the application's routes with `page` as every page, inside `layout`. */
export function stubRoutes(
  page: Component = { render: () => null },
  layout: Component = RouterView,
): RouteRecordRaw[] {
  const stub = (route: RouteRecordRaw): RouteRecordRaw =>
    route.redirect
      ? route
      : ({ ...route, component: page, children: route.children?.map(stub) } as RouteRecordRaw)
  return [{ path: '/', component: layout, children: routes[0]!.children!.map(stub) }]
}
