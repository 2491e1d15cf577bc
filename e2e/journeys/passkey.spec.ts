import type { CDPSession, Page } from '@playwright/test'
import { expect, signIn, signOut, test } from './people'

/** The device's own, whose finger is always on it. */
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

/** Otherwise that finger chooses a passkey before any button is pressed. */
async function withoutAutofill(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)
  })
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto('/account/security')
  await page.getByLabel('Name of the passkey').fill(name)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(passkeys(page)).toContainText(name)
}

const passkeys = (page: Page) => page.getByRole('list', { name: 'Passkeys' })

test('a passkey opens the account without a password, until it is removed', async ({
  signedIn: page,
}) => {
  await withoutAutofill(page)
  await authenticator(page)
  await addPasskey(page, 'Laptop')

  await page.getByRole('button', { name: 'Rename Laptop' }).click()
  await passkeys(page).getByLabel('Name of the passkey').fill('Work laptop')
  await page.keyboard.press('Enter')
  await expect(passkeys(page)).toContainText('never used')

  await signOut(page)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByText('Nothing to see yet')).toBeVisible()

  await page.goto('/account/security')
  await expect(passkeys(page)).toContainText('Last used')
  await page.getByRole('button', { name: 'Remove Work laptop' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('You have none yet.')).toBeVisible()

  await signOut(page)
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert')).toContainText('This passkey does not open an account here.')
})

test('the browser offers the passkey where the address is typed', async ({ signedIn: page }) => {
  await authenticator(page)
  await addPasskey(page, 'Laptop')
  await signOut(page)
  await page.goto('/sign-in')
  await expect(page.getByText('Nothing to see yet')).toBeVisible()
})

test('one device holds one passkey of an account', async ({ signedIn: page }) => {
  await authenticator(page)
  await addPasskey(page, 'Laptop')
  await page.getByLabel('Name of the passkey').fill('Again')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByRole('alert')).toContainText('has a passkey for your account already')
})

test('another device knows nothing of it', async ({ page, alice }) => {
  await withoutAutofill(page)
  const devtools = await authenticator(page)
  await signIn(page, alice)
  await addPasskey(page, 'Laptop')
  await signOut(page)
  await page.goto('/sign-in')
  await devtools.send('WebAuthn.disable')
  await authenticator(page)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert')).toContainText('no passkey of this site is at hand')
})
