import { defineConfig } from '@playwright/test'

/** Started by `make test-e2e`, which brings the built application up and says where it is. */
export default defineConfig({
  testDir: 'journeys',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  // A worker may have to come from none first, on a machine that does much else.
  expect: { timeout: 20_000 },
  reporter: [['list'], ['junit', { includeProjectInTestName: true }]],
  use: {
    baseURL: process.env.BASE_URL,
    video: 'on',
    // The video shows what a trace's own pictures would, which are taken of every test.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    launchOptions: {
      executablePath: process.env.CHROMIUM,
      args: ['--disable-background-networking', '--disable-component-update', '--no-first-run'],
    },
  },
})
