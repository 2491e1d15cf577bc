import { expect, linkIn, mailTo, signIn, stranger, test } from './people'

test('a forgotten password is set anew by a link from a mail, once', async ({
  signedIn: page,
  alice,
  browser,
}) => {
  const context = await browser.newContext()
  const forgetful = await context.newPage()
  await forgetful.goto('/sign-in')
  await forgetful.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(forgetful.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible()
  await forgetful.getByLabel('Email').fill(alice.email)
  await forgetful.getByRole('button', { name: 'Send the link' }).click()
  await expect(forgetful.getByText('Look into your mailbox')).toBeVisible()

  const link = linkIn(await mailTo(page.request, alice.email, 'Choose a new password'))
  await forgetful.goto(link)
  await forgetful.getByRole('textbox', { name: 'New password' }).fill('password')
  await forgetful.getByRole('button', { name: 'Set the password' }).click()
  await expect(forgetful.getByText('This password is too common.')).toBeVisible()
  const password = 'battery-staple-correct'
  await forgetful.getByRole('textbox', { name: 'New password' }).fill(password)
  await forgetful.getByRole('button', { name: 'Set the password' }).click()
  await expect(forgetful.getByText('The new password is set')).toBeVisible()

  await expect(page).toHaveURL(/sign-in/)
  await page.getByLabel('Email').fill(alice.email)
  await page.getByLabel('Password', { exact: true }).fill(alice.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByRole('alert')).toContainText('No active account')
  await signIn(page, { ...alice, password })

  await forgetful.goto(link)
  await forgetful.getByRole('textbox', { name: 'New password' }).fill('staple-battery-horse')
  await forgetful.getByRole('button', { name: 'Set the password' }).click()
  await expect(forgetful.getByText('This link is too old or was used already.')).toBeVisible()
  await forgetful.getByRole('link', { name: 'Ask for another link' }).click()
  await expect(forgetful).toHaveURL(/forgot-password/)
  await context.close()
})

test('an address without an account is told the same, and gets no mail', async ({ page }) => {
  const { email } = stranger()
  await page.goto('/forgot-password')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Send the link' }).click()
  await expect(page.getByText('Look into your mailbox')).toBeVisible()
  const mails = await page.request.get('/mailbox/', { params: { format: 'json', to: email } })
  expect(await mails.json()).toEqual([])
})
