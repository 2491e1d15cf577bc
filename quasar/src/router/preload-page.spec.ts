import { expect, it, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { preloadPage } from './preload-page'

it('loads the layout and the page of a path, and no other; returns its meta', () => {
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
          { path: 'here', component: page, meta: { slice: 'scaling' } },
          { path: 'there', component: other },
        ],
      },
    ],
  })
  expect(preloadPage(router, '/here').slice).toBe('scaling')
  expect(layout).toHaveBeenCalledOnce()
  expect(page).toHaveBeenCalledOnce()
  expect(other).not.toHaveBeenCalled()
})
