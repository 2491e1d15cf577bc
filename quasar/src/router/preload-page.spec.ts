import { expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { preloadPage } from './preload-page'

it('loads the layout and the page of a path, and no other', () => {
  const layout = vi.fn(() => Promise.resolve({ render: () => null }))
  const page = vi.fn(() => Promise.reject(new Error('gone')))
  const other = vi.fn()
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      {
        path: '/',
        component: layout,
        children: [
          { path: 'here', component: page },
          { path: 'there', component: other },
        ],
      },
    ],
  })
  preloadPage(router, '/here')
  expect(layout).toHaveBeenCalledOnce()
  expect(page).toHaveBeenCalledOnce()
  expect(other).not.toHaveBeenCalled()
})
