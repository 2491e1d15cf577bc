import { expect } from '@playwright/test'
import { takePicture, test } from './demo'

test('workers', async ({ demo: page }) => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 1280, height: 1440 })
  await page.goto('/scaling')
  await page.getByRole('button', { name: 'Run a 60-second task' }).click()
  await expect(page.getByRole('progressbar', { name: '60-second task' })).toBeVisible({
    timeout: 60_000,
  })
  await page.getByRole('tab', { name: 'heavy' }).click()
  await expect(page.getByRole('img', { name: /Chart of the workers of heavy/ })).toBeVisible()
  // Half of the task.
  await page.waitForTimeout(30_000)
  await takePicture(page, 'workers')
})
