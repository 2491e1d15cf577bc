import type { Page } from '@playwright/test'
import { codeOf, setUpApp } from './one-time-codes'
import { expect, mailTo, type Person, signOut, test } from './people'

async function givePassword(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'One more step' })).toBeVisible()
}

test('the password alone opens nothing once there is an app', async ({ signedIn: page, alice }) => {
  const { secret } = await setUpApp(page)
  await mailTo(page.request, alice.email, 'Your account: an authenticator application was added')
  await signOut(page)

  await givePassword(page, alice)
  await page.getByLabel('Six-digit code').fill('000000')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This code is not right')).toBeVisible()
  await page.goto('/statements')
  await expect(page).toHaveURL(/sign-in/)

  await givePassword(page, alice)
  // That of this step was spent when the app was set up.
  await page.getByLabel('Six-digit code').fill(codeOf(secret, { later: 1 }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing to see yet')).toBeVisible()
})

test('a recovery code stands in for a lost app, once', async ({ signedIn: page, alice }) => {
  const { recovery } = await setUpApp(page)
  const [code] = recovery as [string]
  await signOut(page)

  await givePassword(page, alice)
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(code)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing to see yet')).toBeVisible()
  await page.goto('/account/security')
  await expect(page.getByText('9 recovery codes are left.')).toBeVisible()

  await signOut(page)
  await givePassword(page, alice)
  await page.getByRole('button', { name: 'Use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(code)
  await page.keyboard.press('Enter')
  await expect(page.getByText('This code is not right, or was used already.')).toBeVisible()
})

test('an app that is removed is no longer asked for', async ({ signedIn: page, alice }) => {
  await setUpApp(page)
  await page.getByRole('button', { name: 'Remove the app' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible()

  await signOut(page)
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(alice.email)
  await page.getByLabel('Password', { exact: true }).fill(alice.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing to see yet')).toBeVisible()
})
