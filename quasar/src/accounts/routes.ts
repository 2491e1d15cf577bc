import type { RouteRecordRaw } from 'vue-router'

/** The tabs of the account page. */
const account: RouteRecordRaw[] = [
  {
    path: '',
    name: 'account',
    component: () => import('./pages/ProfilePage.vue'),
    meta: { title: 'accounts.account' },
  },
  {
    path: 'security',
    name: 'security',
    component: () => import('./pages/SecurityPage.vue'),
    meta: { title: 'accounts.security' },
  },
  {
    path: 'sessions',
    name: 'sessions',
    component: () => import('./pages/SessionsPage.vue'),
    meta: { title: 'accounts.sessions.title' },
  },
  {
    path: 'data',
    name: 'data',
    component: () => import('./pages/DataPage.vue'),
    meta: { title: 'accounts.data.title' },
  },
]

export const accountRoutes: RouteRecordRaw[] = [
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
    path: 'confirm-sign-up',
    name: 'confirm-sign-up',
    component: () => import('./pages/ConfirmSignUpPage.vue'),
    meta: { title: 'accounts.confirmSignUp.title' },
  },
  {
    path: 'forgot-password',
    name: 'forgot-password',
    component: () => import('./pages/ForgotPasswordPage.vue'),
    meta: { title: 'accounts.forgot.title' },
  },
  {
    path: 'reset-password',
    name: 'reset-password',
    component: () => import('./pages/ResetPasswordPage.vue'),
    meta: { title: 'accounts.reset.title' },
  },
  {
    path: 'confirm-email',
    name: 'confirm-email',
    component: () => import('./pages/ConfirmEmailPage.vue'),
    meta: { title: 'accounts.confirmEmail.title' },
  },
  {
    path: 'undo-email',
    name: 'undo-email',
    component: () => import('./pages/UndoEmailPage.vue'),
    meta: { title: 'accounts.undoEmail.title' },
  },
  {
    path: 'keep-account',
    name: 'keep-account',
    component: () => import('./pages/KeepAccountPage.vue'),
    meta: { title: 'accounts.keepAccount.title' },
  },
  {
    path: 'social/:backend',
    name: 'social',
    component: () => import('./pages/SocialPage.vue'),
    props: true,
    meta: { title: 'accounts.social.title' },
  },
  {
    path: 'admin-login',
    name: 'admin-login',
    component: () => import('./pages/AdminLoginPage.vue'),
    meta: { audience: 'member', title: 'accounts.admin.title' },
  },
  // The path until November 2026, which bookmarks and open tabs still use.
  { path: 'admin-door', redirect: { name: 'admin-login' } },
  {
    path: 'account',
    component: () => import('./pages/AccountPage.vue'),
    meta: { audience: 'member' },
    children: account,
  },
]
