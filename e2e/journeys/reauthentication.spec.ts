import type { Page } from '@playwright/test'
import { expect, emailTo, newUser, test } from './users'

const FORBIDDEN = { title: 'Forbidden', detail: 'Confirm that it is you.', code: 'sign_in_again' }

/** Respond like the server 15 minutes after the sign-in, until the user reauthenticates. */
async function laterOn(page: Page, path: string): Promise<void> {
  let isProven = false
  page.on('response', (response) => {
    if (response.url().endsWith('/api/users/me/confirmation/') && response.ok()) isProven = true
  })
  await page.route(`**${path}`, (route) =>
    isProven ? route.fallback() : route.fulfill({ status: 403, json: FORBIDDEN }),
  )
}

test('a sensitive action continues after reauthentication', async ({ signedIn: page, alice }) => {
  const { email } = newUser()
  await laterOn(page, '/api/users/me/email/')
  await page.goto('/account')
  await page.getByLabel('New email').fill(email)
  await page.getByRole('button', { name: 'Send confirmation email' }).click()

  const dialog = page.getByRole('dialog', { name: 'Confirm your identity' })
  await dialog.getByLabel('Password', { exact: true }).fill('wrong-password')
  await dialog.getByRole('button', { name: 'Confirm', exact: true }).click()
  await expect(dialog).toContainText('Wrong email or password.')
  await dialog.getByLabel('Password', { exact: true }).fill(alice.password)
  await dialog.getByRole('button', { name: 'Confirm', exact: true }).click()

  await expect(dialog).toHaveCount(0)
  await expect(page.getByText(`We have sent an email to ${email}`)).toBeVisible()
  await emailTo(page.request, email, 'Confirm your new email')
})

test('a cancelled reauthentication changes nothing', async ({ signedIn: page }) => {
  await laterOn(page, '/api/second-factor/totp/')
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('img', { name: 'QR code' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible()
})
