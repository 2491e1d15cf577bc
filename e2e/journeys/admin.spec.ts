import { codeOf, setUpApp } from './one-time-codes'
import { expect, signIn, signOut, test } from './people'

const operator = {
  email: process.env.OPERATOR_EMAIL!,
  password: process.env.OPERATOR_PASSWORD!,
  handle: 'operator',
}

test('the administration opens to an operator with a second factor', async ({ page }) => {
  await signIn(page, operator)
  await page.getByRole('button', { name: 'Account menu' }).click()
  await page.getByRole('menuitem', { name: 'Admin' }).click()
  await expect(page.getByRole('alert')).toContainText('opens to a sign-in with a second factor')
  await page.getByRole('link', { name: 'Add a second factor' }).click()
  await expect(page).toHaveURL(/account\/security/)
  const { secret } = await setUpApp(page)
  await signOut(page)

  await page.goto('/admin/')
  await expect(page).toHaveURL(/sign-in\?next=/)
  await page.getByLabel('Email').fill(operator.email)
  await page.getByLabel('Password', { exact: true }).fill(operator.password)
  await page.keyboard.press('Enter')
  // That of this step was spent when the app was set up.
  await page.getByLabel('Six-digit code').fill(codeOf(secret, { later: 1 }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/admin\/$/)
  await expect(page.getByRole('link', { name: 'Users' })).toBeVisible()

  await page.goto('/')
  await signOut(page)
  await page.goto('/admin/')
  await expect(page).toHaveURL(/sign-in\?next=/)
})

test('the administration is closed to everybody else', async ({ signedIn: page }) => {
  await page.getByRole('button', { name: 'Account menu' }).click()
  await expect(page.getByRole('menuitem', { name: 'Account' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Admin' })).toHaveCount(0)
  await page.goto('/admin-door')
  await expect(page.getByRole('alert')).toBeVisible()
  await page.goto('/admin/')
  await expect(page).toHaveURL(/\/admin-door\?next=/)
  await expect(page.getByRole('alert')).toBeVisible()
})
