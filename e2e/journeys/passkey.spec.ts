import type { CDPSession, Page } from '@playwright/test'
import { expect, openSignIn, signOut, test, expectSignedIn } from './users'

/** Add a virtual platform authenticator that always verifies the user. */
async function authenticator(page: Page): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return devtools
}

/** Disable autofill, which would select a passkey before a button is pressed. */
async function withoutAutofill(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)
  })
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto('/account/security')
  await page.getByLabel('Passkey name').fill(name)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(passkeys(page)).toContainText(name)
}

const passkeys = (page: Page) => page.getByRole('list', { name: 'Passkeys' })

test('a passkey signs in without a password until it is removed', async ({ signedIn: page }) => {
  await withoutAutofill(page)
  await authenticator(page)
  await addPasskey(page, 'Laptop')

  await page.getByRole('button', { name: 'Rename Laptop' }).click()
  await passkeys(page).getByLabel('Passkey name').fill('Work laptop')
  await page.keyboard.press('Enter')
  await expect(passkeys(page)).toContainText('never used')

  await signOut(page)
  await openSignIn(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expectSignedIn(page)

  await page.goto('/account/security')
  await expect(passkeys(page)).toContainText('Last used')
  await page.getByRole('button', { name: 'Remove Work laptop' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('No passkeys yet.')).toBeVisible()

  await signOut(page)
  await openSignIn(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert')).toContainText('This passkey is not registered here.')
})

test('the browser suggests the passkey in the email field', async ({ signedIn: page }) => {
  await authenticator(page)
  await addPasskey(page, 'Laptop')
  await signOut(page)
  await openSignIn(page)
  await expectSignedIn(page)
})

test('a device holds one passkey of an account', async ({ signedIn: page }) => {
  await authenticator(page)
  await addPasskey(page, 'Laptop')
  await page.getByLabel('Passkey name').fill('Again')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByRole('alert')).toContainText('already has a passkey for your account')
})

test('another device does not have the passkey', async ({ signedIn: page }) => {
  await withoutAutofill(page)
  const devtools = await authenticator(page)
  await addPasskey(page, 'Laptop')
  await signOut(page)
  await openSignIn(page)
  await devtools.send('WebAuthn.disable')
  await authenticator(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert')).toContainText('no passkey found for this site')
})
