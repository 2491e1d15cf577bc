import { expect, linkIn, emailTo, signUp, startSession, newUser, test } from './users'

test('an email changes once the new one is confirmed', async ({ signedIn: page, alice }) => {
  const { email } = newUser()
  await page.goto('/account')
  await page.getByLabel('New email').fill(email)
  await page.getByRole('button', { name: 'Send confirmation email' }).click()
  await expect(page.getByText(`We have sent an email to ${email}`)).toBeVisible()
  await emailTo(page.request, alice.email, 'A change of your email was requested')

  await page.goto(linkIn(await emailTo(page.request, email, 'Confirm your new email')))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText(`Your email is now ${email}.`)).toBeVisible()
  await page.getByRole('link', { name: 'Go to account' }).click()
  // The previous page shows the email too, and navigation closes an open menu.
  await expect(page.getByRole('heading', { name: 'Account', exact: true })).toBeVisible()
  await expect(page.getByText(email)).toBeVisible()

  await startSession(page.context(), { ...alice, email })

  const mail = await emailTo(page.request, alice.email, 'Your email was changed')
  await page.goto(linkIn(mail))
  await expect(page).toHaveURL(/\/undo-email$/)
  await page.getByRole('button', { name: 'Undo change' }).click()
  await expect(page.getByText(`Your email is ${alice.email} again.`)).toBeVisible()
  await page.getByRole('link', { name: 'Reset password' }).click()
  await expect(page).toHaveURL(/forgot-password/)
})

test('an email that has an account cannot be taken over', async ({ signedIn: page }) => {
  const owner = newUser()
  await signUp(page.request, owner)
  await page.goto('/account')
  await page.getByLabel('New email').fill(owner.email)
  await page.getByRole('button', { name: 'Send confirmation email' }).click()
  await expect(page.getByText(`We have sent an email to ${owner.email}`)).toBeVisible()
  const mail = await emailTo(
    page.request,
    owner.email,
    'Your email was requested for another account',
  )
  expect(mail).not.toContain('/confirm-email')
})
