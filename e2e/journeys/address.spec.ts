import { expect, linkIn, mailTo, signIn, signOut, signUp, stranger, test } from './people'

test('an address is changed once the new one is proven', async ({ signedIn: page, alice }) => {
  const { email } = stranger()
  await page.goto('/account')
  await page.getByLabel('New email').fill(email)
  await page.getByRole('button', { name: 'Send the mail' }).click()
  await expect(page.getByText(`We have sent a mail to ${email}`)).toBeVisible()
  await mailTo(page.request, alice.email, 'Your account: another e-mail address was asked for')

  await page.goto(linkIn(await mailTo(page.request, email, 'Confirm your new address')))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText(`${email} is your address from now on.`)).toBeVisible()
  await page.getByRole('link', { name: 'To the account' }).click()
  // The page before names the address too, and arriving closes an open menu.
  await expect(page.getByRole('heading', { name: 'Account', exact: true })).toBeVisible()
  await expect(page.getByText(email)).toBeVisible()

  await signOut(page)
  await signIn(page, { ...alice, email })
})

test("somebody's address is not taken from them", async ({ signedIn: page }) => {
  const owner = stranger()
  await signUp(page.request, owner)
  await page.goto('/account')
  await page.getByLabel('New email').fill(owner.email)
  await page.getByRole('button', { name: 'Send the mail' }).click()
  await expect(page.getByText(`We have sent a mail to ${owner.email}`)).toBeVisible()
  const mail = await mailTo(page.request, owner.email, 'Your address was given for another account')
  expect(mail).not.toContain('/confirm-email')
})
