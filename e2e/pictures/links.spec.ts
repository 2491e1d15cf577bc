import { expect } from '@playwright/test'
import { takePicture, test } from './demo'

test('links', async ({ demo: page }) => {
  await page.goto('/links')
  await expect(page.locator('[data-open]').first()).toBeVisible()
  await takePicture(page, 'links')
})
