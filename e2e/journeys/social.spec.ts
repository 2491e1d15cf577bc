import type { Page } from '@playwright/test'
import { expect, linkIn, mailTo, signOut, stranger, test } from './people'

interface Told {
  name: string
  email?: string
  verified?: boolean
}

/** On the provider's own page, which is not the application's. */
async function allow(page: Page, { name, email = '', verified = true }: Told): Promise<void> {
  await expect(page.getByRole('heading', { name: 'as if' })).toBeVisible()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Verified').setChecked(verified)
  await page.getByRole('button', { name: 'Allow' }).click()
}

async function continueWith(page: Page, provider: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: `Continue with ${provider}` }).click()
}

for (const provider of ['Google', 'GitHub']) {
  test(`${provider} signs a newcomer up, and in again`, async ({ page }) => {
    const { handle: name, email } = stranger()
    await continueWith(page, provider)
    await allow(page, { name, email })
    await expect(page.getByText('Nothing to see yet')).toBeVisible()

    await signOut(page)
    await continueWith(page, provider)
    await allow(page, { name, email })
    await expect(page.getByText('Nothing to see yet')).toBeVisible()
    await page.goto('/account')
    await expect(page.getByText(email)).toBeVisible()
  })
}

test('Facebook vouches for no address: a mail comes between', async ({ page }) => {
  const { handle: name, email } = stranger()
  await continueWith(page, 'Facebook')
  await allow(page, { name, email })
  await expect(page.getByText('Look into your mailbox')).toBeVisible()

  await page.goto(linkIn(await mailTo(page.request, email, 'Confirm your address')))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText(`${email} is confirmed.`)).toBeVisible()
  await continueWith(page, 'Facebook')
  await allow(page, { name, email })
  await expect(page.getByText('Nothing to see yet')).toBeVisible()
})

for (const provider of ['Google', 'Facebook', 'GitHub']) {
  test(`whoever declines at ${provider} is back at the sign-in`, async ({ page }) => {
    await continueWith(page, provider)
    await page.getByRole('button', { name: 'Deny' }).click()
    await expect(page.getByRole('alert')).toContainText(`You did not allow it at ${provider}.`)
    await page.getByRole('main').getByRole('link', { name: 'Back to sign-in' }).click()
    await expect(page.getByRole('button', { name: `Continue with ${provider}` })).toBeVisible()
  })

  test(`${provider} without an address is no account`, async ({ page }) => {
    await continueWith(page, provider)
    await allow(page, { name: stranger().handle })
    await expect(page.getByRole('alert')).toContainText(
      `${provider} does not tell your email address.`,
    )
    await expect(page.getByRole('link', { name: 'Back to sign-in' })).toBeVisible()
  })
}

test('a provider is linked with an account, opens it, and is unlinked', async ({
  signedIn: page,
}) => {
  const { handle: name, email } = stranger()
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Link GitHub' }).click()
  await allow(page, { name, email })
  await expect(page.getByText('Linked. From now on you can sign in with it.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Linked accounts' })).toContainText('GitHub')

  await signOut(page)
  await continueWith(page, 'GitHub')
  await allow(page, { name, email })
  await expect(page.getByText('Nothing to see yet')).toBeVisible()

  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Unlink GitHub' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click()
  await expect(page.getByRole('button', { name: 'Link GitHub' })).toBeVisible()
})

for (const provider of ['Google', 'Facebook', 'GitHub']) {
  test(`an address that ${provider} does not vouch for opens no account`, async ({
    page,
    alice: owner,
  }) => {
    await continueWith(page, provider)
    await allow(page, { name: stranger().handle, email: owner.email, verified: false })
    await expect(page.getByRole('alert')).toContainText(
      `${provider} does not vouch that the address is yours`,
    )
    await page.goto('/statements')
    await expect(page).toHaveURL(/sign-in/)
  })
}

for (const provider of ['Google', 'Facebook', 'GitHub']) {
  test(`${provider} being down is said, and the way on`, async ({ page }) => {
    await continueWith(page, provider)
    // The local provider fails for somebody of this name.
    await allow(page, { name: 'down', email: stranger().email })
    await expect(page.getByRole('alert')).toContainText(`${provider} does not answer as it should.`)
    await expect(page.getByRole('link', { name: 'Back to sign-in' })).toBeVisible()
  })

  test(`an answer of ${provider} counts once, with its own state, where it was asked for`, async ({
    page,
    browser,
  }) => {
    await continueWith(page, provider)
    const back = page.waitForRequest(new RegExp(`/social/${provider.toLowerCase()}\\?`))
    await allow(page, { name: stranger().handle, email: stranger().email })
    const answer = new URL((await back).url())
    const arrived = page
      .getByText('Nothing to see yet')
      .or(page.getByText('Look into your mailbox'))
    await expect(arrived).toBeVisible()

    const refused = 'was not asked for in this browser, or not lately.'
    await page.context().clearCookies({ name: 'refresh' })
    await page.goto(answer.href)
    await expect(page.getByRole('alert')).toContainText(refused)

    const elsewhere = await (await browser.newContext()).newPage()
    await elsewhere.goto(answer.href)
    await expect(elsewhere.getByRole('alert')).toContainText(refused)
    await elsewhere.context().close()

    await continueWith(page, provider)
    await expect(page.getByRole('heading', { name: 'as if' })).toBeVisible()
    answer.searchParams.set('state', 'forged')
    await page.goto(answer.href)
    await expect(page.getByRole('alert')).toContainText(refused)
  })
}
