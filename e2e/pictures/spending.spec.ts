import { expect } from '@playwright/test'
import { takePicture, test } from './demo'

test('spending', async ({ demo: page }) => {
  await page.goto('/spending')
  await expect(page.getByRole('img', { name: /Bar chart of spending by month/ })).toBeVisible()
  await takePicture(page, 'spending')
})
