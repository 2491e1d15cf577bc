import type { Page } from '@playwright/test'
import { codeOf, setUpApp } from './one-time-codes'
import {
  expect,
  emailTo,
  openSignIn,
  type User,
  signIn,
  signOut,
  test,
  expectSignedIn,
} from './users'

async function givePassword(page: Page, person: User): Promise<void> {
  await signIn(page, person)
  await expect(page.getByRole('heading', { name: 'Two-factor authentication' })).toBeVisible()
}

async function giveRecoveryCode(page: Page, person: User, code: string): Promise<void> {
  await openSignIn(page)
  await givePassword(page, person)
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(code)
  await page.keyboard.press('Enter')
}

test('the password alone is not enough with an authenticator app', async ({
  signedIn: page,
  alice,
}) => {
  await page.goto('/account/security')
  const { secret } = await setUpApp(page)
  await emailTo(page.request, alice.email, 'An authenticator app was added')
  await signOut(page)

  await openSignIn(page)
  await givePassword(page, alice)
  await page.getByLabel('6-digit code').fill('000000')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Invalid or used code.')).toBeVisible()
  await page.goto('/account')
  await expect(page).toHaveURL(/sign-in/)

  await givePassword(page, alice)
  // The code of the current step was used for the setup.
  await page.getByLabel('6-digit code').fill(codeOf(secret, { later: 1 }))
  await page.keyboard.press('Enter')
  await expectSignedIn(page)
})

test('a recovery code replaces a lost app once', async ({ signedIn: page, alice }) => {
  await page.goto('/account/security')
  const { recovery } = await setUpApp(page)
  const [code] = recovery as [string]
  await signOut(page)

  await giveRecoveryCode(page, alice, code)
  await expectSignedIn(page)
  await page.goto('/account/security')
  await expect(page.getByText('9 recovery codes left.')).toBeVisible()

  await signOut(page)
  await giveRecoveryCode(page, alice, code)
  await expect(page.getByText('Invalid or used code.')).toBeVisible()
})

test('a removed app is no longer required', async ({ signedIn: page, alice }) => {
  await page.goto('/account/security')
  await setUpApp(page)
  await page.getByRole('button', { name: 'Remove app' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible()

  await signOut(page)
  await openSignIn(page)
  await signIn(page, alice)
  await expectSignedIn(page)
})
