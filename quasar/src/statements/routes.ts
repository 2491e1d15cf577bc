import type { RouteRecordRaw } from 'vue-router'

export const statementRoutes: RouteRecordRaw[] = [
  {
    path: 'spending',
    name: 'spending',
    component: () => import('./pages/SpendingPage.vue'),
    meta: { audience: 'member', title: 'statements.spending.title' },
  },
  {
    path: 'transactions',
    name: 'transactions',
    component: () => import('./pages/TransactionsPage.vue'),
    meta: { audience: 'member', title: 'statements.transactions.title' },
  },
  {
    path: 'categories',
    name: 'categories',
    component: () => import('./pages/CategoriesPage.vue'),
    meta: { audience: 'member', title: 'statements.categoryPage.title' },
  },
  {
    path: 'rules',
    name: 'rules',
    component: () => import('./pages/RulesPage.vue'),
    meta: { audience: 'member', title: 'statements.rules.title' },
  },
  {
    path: 'statements',
    name: 'statements',
    component: () => import('./pages/StatementsPage.vue'),
    meta: { audience: 'member', title: 'statements.title' },
  },
  {
    path: 'bank-accounts',
    name: 'bank-accounts',
    component: () => import('./pages/BankAccountsPage.vue'),
    meta: { audience: 'member', title: 'statements.accounts.title' },
  },
  {
    path: 'statements/:id',
    name: 'statement',
    component: () => import('./pages/StatementPage.vue'),
    props: true,
    meta: { audience: 'member', title: 'statements.statement' },
  },
]
