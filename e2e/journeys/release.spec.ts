import { expect, test } from './users'

test('an open page survives a release that replaced its files', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Sign up', exact: true }).first()).toBeVisible()
  await page.route('**/*.{js,css}', (route) => route.fulfill({ status: 404 }))
  await page.getByRole('link', { name: 'Sign up', exact: true }).first().click()
  await expect(page.getByRole('alert')).toContainText('There is a new version')

  await page.unroute('**/*.{js,css}')
  await page.getByRole('button', { name: 'Load the new version' }).click()
  await expect(page).toHaveURL(/\/sign-up$/)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('link').first()).toBeVisible()
})
