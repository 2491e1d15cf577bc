import type { RouteRecordRaw } from 'vue-router'

export const accountRoutes: RouteRecordRaw[] = [
  {
    path: '',
    name: 'welcome',
    component: () => import('./pages/WelcomePage.vue'),
    meta: { audience: 'guest' },
  },
  {
    path: 'sign-in',
    name: 'sign-in',
    component: () => import('./pages/SignInPage.vue'),
    meta: { audience: 'guest', title: 'accounts.signIn' },
  },
  {
    path: 'sign-up',
    name: 'sign-up',
    component: () => import('./pages/SignUpPage.vue'),
    meta: { audience: 'guest', title: 'accounts.signUp' },
  },
  {
    path: 'account',
    name: 'account',
    component: () => import('./pages/AccountPage.vue'),
    meta: { audience: 'member', title: 'accounts.account' },
  },
]
