import { config, enableAutoUnmount } from '@vue/test-utils'
import { Cookies, Notify, Quasar } from 'quasar'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, vi } from 'vitest'
import { applyLanguage, i18n, loadSlice } from '@/i18n/language'
import { SLICES } from '@/i18n/slices'

// Quasar reads the screen's orientation, which happy-dom lacks.
Object.defineProperty(window.screen, 'orientation', {
  configurable: true,
  value: {
    type: 'landscape-primary',
    angle: 0,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  },
})

// Pages are mounted without the router's guards, which load their messages.
await Promise.all([applyLanguage('en'), ...SLICES.map(loadSlice)])

config.global.plugins = [[Quasar, { plugins: { Cookies, Notify } }], i18n]
enableAutoUnmount(afterEach)
afterEach(async () => {
  // Notifications outlive the page that shows them.
  const buttons = document.querySelectorAll<HTMLElement>('.q-notification__actions')
  buttons.forEach(({ lastElementChild }) => (lastElementChild as HTMLElement).click())
  if (buttons.length) await vi.waitUntil(() => !document.querySelector('.q-notification__actions'))
})

beforeEach(() => {
  localStorage.clear()
  for (const name of Object.keys(Cookies.getAll() as object)) Cookies.remove(name, { path: '/' })
  setActivePinia(createPinia())
})
