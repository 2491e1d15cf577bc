import type { RouteRecordRaw } from 'vue-router'
import { LISTS } from './lists'

/** Reading is public; writing requires a session. */
export const linkRoutes: RouteRecordRaw[] = [
  {
    path: `links/:list(${LISTS.join('|')})?`,
    name: 'links',
    component: () => import('./pages/LinksPage.vue'),
    // The default list has no segment in the path.
    props: ({ params }) => ({ list: params.list || 'top' }),
    meta: { title: 'links.title' },
  },
  {
    path: `links/past/:day(\\d{4}-\\d{2}-\\d{2})?`,
    name: 'past-links',
    component: () => import('./pages/PastPage.vue'),
    props: true,
    meta: { title: 'links.past.title' },
  },
  {
    path: 'links/comments',
    name: 'latest-comments',
    component: () => import('./pages/CommentsPage.vue'),
    meta: { title: 'links.latestComments' },
  },
  {
    path: 'links/answers',
    name: 'answers',
    component: () => import('./pages/RepliesPage.vue'),
    meta: { audience: 'member', title: 'links.answers' },
  },
  {
    path: 'links/saved',
    name: 'saved-links',
    component: () => import('./pages/SavedLinksPage.vue'),
    meta: { audience: 'member', title: 'links.saved' },
  },
  {
    path: 'links/hidden',
    name: 'hidden-links',
    component: () => import('./pages/HiddenLinksPage.vue'),
    meta: { audience: 'member', title: 'links.hidden' },
  },
  {
    path: 'links/submit',
    name: 'submit-link',
    component: () => import('./pages/SubmitPage.vue'),
    meta: { audience: 'member', title: 'links.form.title' },
  },
  {
    path: 'links/search',
    name: 'search-links',
    component: () => import('./pages/SearchPage.vue'),
    meta: { title: 'links.found.title' },
  },
  {
    path: 'links/moderation',
    name: 'moderations',
    component: () => import('./pages/ModerationLogPage.vue'),
    meta: { title: 'links.log' },
  },
  {
    path: 'links/site/:site',
    name: 'links-of-site',
    component: () => import('./pages/SitePage.vue'),
    props: true,
    meta: { title: 'links.title' },
  },
  {
    path: 'links/by/:username',
    name: 'person',
    component: () => import('./pages/UserPage.vue'),
    props: true,
    meta: { title: 'links.title' },
  },
  {
    path: 'links/:id(\\d+)',
    name: 'link',
    component: () => import('./pages/LinkPage.vue'),
    props: true,
    meta: { title: 'links.talk.title' },
  },
  {
    path: 'links/:id(\\d+)/comments/:comment(\\d+)',
    name: 'link-comment',
    component: () => import('./pages/LinkPage.vue'),
    props: true,
    meta: { title: 'links.talk.title' },
  },
]
