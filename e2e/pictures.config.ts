import { defineConfig } from '@playwright/test'
import base from './playwright.config'

/** Run by `make pictures`, which takes the pictures of README.md and documentation/. */
export default defineConfig(base, {
  testDir: 'pictures',
  workers: 1,
  use: { ...base.use, locale: 'en-US', video: 'off', viewport: { width: 1280, height: 960 } },
})
