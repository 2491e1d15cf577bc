import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { codeOf, setUpApp } from './one-time-codes'
import { expect, signIn, signOut, startSession, test } from './users'

const operator = {
  email: process.env.OPERATOR_EMAIL!,
  password: process.env.OPERATOR_PASSWORD!,
  handle: 'operator',
}

/** Run a management command beside the application. */
function manage(...command: string[]): void {
  const root = resolve(import.meta.dirname, '../..')
  execFileSync(`${root}/.venv/bin/python`, ['manage.py', ...command], {
    cwd: `${root}/backend`,
    env: JSON.parse(process.env.BACKEND_ENVIRONMENT!) as NodeJS.ProcessEnv,
  })
}

test('the admin opens for staff with a second factor', async ({ page }) => {
  await startSession(page.context(), operator)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Account menu' }).click()
  await page.getByRole('menuitem', { name: 'Admin' }).click()
  await expect(page.getByRole('alert')).toContainText('requires a sign-in with a second factor')
  await page.getByRole('link', { name: 'Add a second factor' }).click()
  await expect(page).toHaveURL(/account\/security/)
  const { secret } = await setUpApp(page)
  manage('approve_second_factor', operator.email)
  await signOut(page)

  await page.goto('/admin/')
  await expect(page).toHaveURL(/sign-in\?next=/)
  await signIn(page, operator)
  // The code of the current step was used for the setup.
  await page.getByLabel('6-digit code').fill(codeOf(secret, { later: 1 }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/admin\/$/)
  await expect(page.getByRole('link', { name: 'Users' })).toBeVisible()

  await page.goto('/')
  await signOut(page)
  await page.goto('/admin/')
  await expect(page).toHaveURL(/sign-in\?next=/)
})

test('the admin is closed to other users', async ({ signedIn: page }) => {
  await page.goto('/account')
  await page.getByRole('button', { name: 'Account menu' }).click()
  await expect(page.getByRole('menuitem', { name: 'Account' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Admin' })).toHaveCount(0)
  await page.goto('/admin-door')
  await expect(page).toHaveURL(/\/admin-login$/)
  await expect(page.getByRole('alert')).toBeVisible()
  await page.goto('/admin/')
  await expect(page).toHaveURL(/\/admin-login\?next=/)
  await expect(page.getByRole('alert')).toBeVisible()
})
