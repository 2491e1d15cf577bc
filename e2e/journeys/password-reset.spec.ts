import { expect, linkIn, emailTo, signIn, newUser, test, expectSignedIn } from './users'

test('a forgotten password is reset once by an emailed link', async ({
  signedIn: page,
  alice,
  browser,
}) => {
  await page.goto('/account/data')
  await expectSignedIn(page)
  const context = await browser.newContext()
  const forgetful = await context.newPage()
  await forgetful.goto('/sign-in')
  await forgetful.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(forgetful.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible()
  await forgetful.getByLabel('Email').fill(alice.email)
  await forgetful.getByRole('button', { name: 'Send reset link' }).click()
  await expect(forgetful.getByText('Check your inbox')).toBeVisible()

  const link = linkIn(await emailTo(page.request, alice.email, 'Reset your password'))
  await forgetful.goto(link)
  await forgetful.getByRole('textbox', { name: 'New password' }).fill('password')
  await forgetful.getByRole('button', { name: 'Reset password' }).click()
  await expect(forgetful.getByText('This password is too common.')).toBeVisible()
  const password = 'battery-staple-correct'
  await forgetful.getByRole('textbox', { name: 'New password' }).fill(password)
  await forgetful.getByRole('button', { name: 'Reset password' }).click()
  await expect(forgetful.getByText('Your password has been reset')).toBeVisible()

  await expect(page).toHaveURL(/sign-in/)
  await signIn(page, alice)
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Wrong email or password.')
  await signIn(page, { ...alice, password })
  await expectSignedIn(page)

  await forgetful.goto(link)
  await forgetful.getByRole('textbox', { name: 'New password' }).fill('staple-battery-horse')
  await forgetful.getByRole('button', { name: 'Reset password' }).click()
  await expect(forgetful.getByText('This link has expired or was already used.')).toBeVisible()
  await forgetful.getByRole('link', { name: 'Request a new link' }).click()
  await expect(forgetful).toHaveURL(/forgot-password/)
  await context.close()
})

test('an unknown email gets the same response and no email', async ({ page }) => {
  const { email } = newUser()
  await page.goto('/forgot-password')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send reset link' }).click()
  await expect(page.getByText('Check your inbox')).toBeVisible()
  const mails = await page.request.get('/mailbox/', { params: { format: 'json', to: email } })
  expect(await mails.json()).toEqual([])
})
