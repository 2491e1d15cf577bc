import type { Page } from '@playwright/test'
import { expect, test } from './users'

test.use({ serviceWorkers: 'allow' })

/** Wait until the service worker controls the open page. */
async function installed(page: Page): Promise<void> {
  await page.goto('/')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()
  expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated')
}

test("the service worker leaves the backend's paths to the network", async ({ page }) => {
  await installed(page)

  for (const [path, text] of [
    ['/api/health-check/', '"state":"ok"'],
    ['/graphql/?query={me{id}}', '"me":null'],
    ['/media/private/nothing.csv', 'link_invalid'],
  ] as const) {
    const response = await page.goto(path)
    expect(await response?.text(), path).toContain(text)
  }
  for (const path of ['/admin/', '/flower/']) {
    await page.goto(path)
    await expect(page).toHaveURL(/sign-in\?next=/)
  }
})

test('the application opens without a network', async ({ page, context }) => {
  await installed(page)
  await context.setOffline(true)

  await page.goto('/sign-in')

  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
})

test("an unknown path shows the application's own page", async ({ page }) => {
  await installed(page)
  await page.goto('/adminx')
  await expect(page.getByText('Page not found')).toBeVisible()
})
