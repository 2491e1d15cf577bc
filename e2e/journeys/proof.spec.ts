import type { Page } from '@playwright/test'
import { expect, mailTo, stranger, test } from './people'

const REFUSAL = { title: 'Forbidden', detail: 'Confirm that it is you.', code: 'sign_in_again' }

/** As the server would answer a quarter of an hour after the sign-in, until a proof is given. */
async function laterOn(page: Page, path: string): Promise<void> {
  let isProven = false
  page.on('response', (answer) => {
    if (answer.url().endsWith('/api/users/me/confirmation/') && answer.ok()) isProven = true
  })
  await page.route(`**${path}`, (route) =>
    isProven ? route.fallback() : route.fulfill({ status: 403, json: REFUSAL }),
  )
}

test('what is dangerous asks for a proof first, and goes on by itself', async ({
  signedIn: page,
  alice,
}) => {
  const { email } = stranger()
  await laterOn(page, '/api/users/me/email/')
  await page.goto('/account')
  await page.getByLabel('New email').fill(email)
  await page.getByRole('button', { name: 'Send the mail' }).click()

  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await dialog.getByLabel('Password', { exact: true }).fill('wrong-password')
  await dialog.getByRole('button', { name: 'Confirm', exact: true }).click()
  await expect(dialog).toContainText('No active account')
  await dialog.getByLabel('Password', { exact: true }).fill(alice.password)
  await dialog.getByRole('button', { name: 'Confirm', exact: true }).click()

  await expect(dialog).toHaveCount(0)
  await expect(page.getByText(`We have sent a mail to ${email}`)).toBeVisible()
  await mailTo(page.request, email, 'Confirm your new address')
})

test('whoever gives no proof changes nothing', async ({ signedIn: page }) => {
  await laterOn(page, '/api/second-factor/totp/')
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('img', { name: 'QR code' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible()
})
