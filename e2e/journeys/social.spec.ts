import type { Page } from '@playwright/test'
import {
  expect,
  linkIn,
  emailTo,
  openSignIn,
  signOut,
  newUser,
  test,
  expectSignedIn,
} from './users'

interface Claims {
  name: string
  email?: string
  verified?: boolean
}

/** Confirm on the page of the stub provider. */
async function allow(page: Page, { name, email = '', verified = true }: Claims): Promise<void> {
  await expect(page.getByRole('heading', { name: 'as if' })).toBeVisible()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Verified').setChecked(verified)
  await page.getByRole('button', { name: 'Allow' }).click()
}

/** Start a social login on the sign-in page. */
async function continueWith(page: Page, provider: string): Promise<void> {
  await page.getByRole('button', { name: `Continue with ${provider}` }).click()
}

for (const provider of ['Google', 'GitHub']) {
  test(`${provider} signs a newcomer up, and in again`, async ({ page }) => {
    const { handle: name, email } = newUser()
    await page.goto('/sign-in')
    await continueWith(page, provider)
    await allow(page, { name, email })
    await expectSignedIn(page)

    await signOut(page)
    await openSignIn(page)
    await continueWith(page, provider)
    await allow(page, { name, email })
    await expectSignedIn(page)
    await page.getByRole('button', { name: 'Account menu' }).click()
    await page.getByRole('menuitem', { name: 'Account' }).click()
    await expect(page.getByText(email)).toBeVisible()
  })
}

test('a Facebook sign-up requires a confirmed email', async ({ page }) => {
  const { handle: name, email } = newUser()
  await page.goto('/sign-in')
  await continueWith(page, 'Facebook')
  await allow(page, { name, email })
  await expect(page.getByText('Check your inbox')).toBeVisible()

  await page.goto(linkIn(await emailTo(page.request, email, 'Confirm your email')))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText(`${email} is confirmed.`)).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
  await continueWith(page, 'Facebook')
  await allow(page, { name, email })
  await expectSignedIn(page)
})

test('an error of a provider is shown', async ({ page, alice }) => {
  const alert = page.getByRole('alert')
  const back = page.getByRole('main').getByRole('link', { name: 'Back to sign-in' })
  await page.goto('/sign-in')

  await continueWith(page, 'Facebook')
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(alert).toContainText('You cancelled at Facebook.')
  await back.click()

  await continueWith(page, 'GitHub')
  await allow(page, { name: newUser().handle })
  await expect(alert).toContainText('GitHub did not share your email.')
  await back.click()

  await continueWith(page, 'GitHub')
  // The OAuth stub fails for a user of this name.
  await allow(page, { name: 'down', email: newUser().email })
  await expect(alert).toContainText('GitHub is not responding properly.')
  await back.click()

  await continueWith(page, 'Google')
  await allow(page, { name: newUser().handle, email: alice.email, verified: false })
  await expect(alert).toContainText('Google has not verified that it is yours')
  await page.goto('/account')
  await expect(page).toHaveURL(/sign-in/)
})

test('a provider is linked, signs in and is unlinked', async ({ signedIn: page }) => {
  const { handle: name, email } = newUser()
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Link GitHub' }).click()
  await allow(page, { name, email })
  await expect(page.getByText('Account linked. You can sign in with it from now on.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Linked accounts' })).toContainText('GitHub')

  await signOut(page)
  await openSignIn(page)
  await continueWith(page, 'GitHub')
  await allow(page, { name, email })
  await expectSignedIn(page)

  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Unlink GitHub' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click()
  await expect(page.getByRole('button', { name: 'Link GitHub' })).toBeVisible()
})

test('a response of a provider is valid once, with its state, in its browser', async ({
  page,
  browser,
}) => {
  await page.goto('/sign-in')
  await continueWith(page, 'GitHub')
  const back = page.waitForRequest(/\/social\/github\?/)
  await allow(page, { name: newUser().handle, email: newUser().email })
  const callback = new URL((await back).url())
  await expectSignedIn(page)

  const error = 'has expired or was started in another browser.'
  await page.context().clearCookies({ name: 'refresh' })
  await page.goto(callback.href)
  await expect(page.getByRole('alert')).toContainText(error)

  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(callback.href)
  await expect(elsewhere.getByRole('alert')).toContainText(error)
  await elsewhere.context().close()

  await page.getByRole('link', { name: 'Back to sign-in' }).click()
  await continueWith(page, 'GitHub')
  await expect(page.getByRole('heading', { name: 'as if' })).toBeVisible()
  callback.searchParams.set('state', 'forged')
  await page.goto(callback.href)
  await expect(page.getByRole('alert')).toContainText(error)
})
