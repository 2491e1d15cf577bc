import { defineConfig } from '@playwright/test'
import base from './playwright.config'

/** Run by `make test-native`, which builds the pages of the applications for BASE_URL. */
export default defineConfig(base, {
  testDir: 'native',
  use: {
    ...base.use,
    launchOptions: {
      ...base.use?.launchOptions,
      // The pages are answered by the test, so Chromium takes their origin for a public site.
      args: [
        ...(base.use?.launchOptions?.args ?? []),
        '--disable-features=LocalNetworkAccessChecks',
      ],
    },
  },
})
