import { defineConfig } from '@playwright/test'

/** Run by `make test-e2e`, which starts the built application and passes its URLs. */
export default defineConfig({
  testDir: 'journeys',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  // A worker may have to start first, on a busy machine.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['junit', { includeProjectInTestName: true }]],
  use: {
    baseURL: process.env.BASE_URL,
    serviceWorkers: 'block',
    contextOptions: { reducedMotion: 'reduce' },
    video: { mode: 'on', size: { width: 640, height: 360 }, fps: 5 },
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: ['--disable-background-networking', '--disable-component-update', '--no-first-run'],
    },
  },
})
