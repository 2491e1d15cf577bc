import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { expect, test } from './users'

/**
 * Compressed kilobytes that a page's first visit loads, with some room for a fix. The goal of the
 * home page is 110 of script and 30 of styles; documentation/testing.md says what they are.
 */
const BUDGETS = [
  { path: '/', script: 130, stylesheet: 25 },
  { path: '/sign-in', script: 150, stylesheet: 26 },
] as const

/** Libraries that only some pages need, by a name that their minified code contains. */
const LIBRARIES = { ECharts: 'ec-extension', Apollo: 'ApolloError' }

async function loadedFiles(page: Page, path: string) {
  const files = { script: [] as string[], stylesheet: [] as string[] }
  const bodies: Promise<unknown>[] = []
  page.on('response', (response) => {
    const type = response.request().resourceType()
    if (type === 'script' || type === 'stylesheet') {
      bodies.push(response.text().then((text) => files[type].push(text)))
    }
  })
  await page.goto(path)
  await expect(page.locator('h1')).toBeVisible()
  await page.waitForLoadState('networkidle')
  await Promise.all(bodies)
  return files
}

const kilobytes = (texts: string[]) =>
  texts.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0) / 1000

for (const { path, ...budget } of BUDGETS) {
  test(`${path} keeps its budgets of size`, async ({ page }) => {
    const origins = new Set<string>()
    page.on('request', (request) => origins.add(new URL(request.url()).origin))
    const files = await loadedFiles(page, path)
    for (const type of ['script', 'stylesheet'] as const) {
      expect(files[type].length).toBeGreaterThan(0)
      expect.soft(kilobytes(files[type]), `${type} of ${path}`).toBeLessThan(budget[type])
    }
    for (const [name, mark] of Object.entries(LIBRARIES)) {
      expect
        .soft(
          files.script.some((text) => text.includes(mark)),
          name,
        )
        .toBe(false)
    }
    expect([...origins]).toEqual([new URL(process.env.BASE_URL!).origin])
  })
}
