import type { Page } from '@playwright/test'
import { expect, test } from './people'

test.use({ baseURL: process.env.PWA_URL })

/** Under the live service worker: it controls the page that is open. */
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
    const answer = await page.goto(path)
    expect(await answer?.text(), path).toContain(text)
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

test('an unknown address of the application is its own page, not the server', async ({ page }) => {
  await installed(page)
  await page.goto('/adminx')
  await expect(page.getByText('Page not found')).toBeVisible()
})
