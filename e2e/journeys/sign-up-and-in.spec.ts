import { expect, linkIn, mailTo, signIn, signOut, signUp, stranger, test } from './people'

test('a newcomer signs up, out and in again', async ({ page }) => {
  const newcomer = stranger()
  await page.goto('/')
  await page.getByRole('link', { name: 'Sign up' }).first().click()
  await page.getByLabel('Email').fill(newcomer.email)
  await page.getByLabel('Handle').fill(newcomer.handle)
  await page.getByLabel('Password', { exact: true }).fill(newcomer.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText(`We have sent a mail to ${newcomer.email}.`)).toBeVisible()
  await page.goto(linkIn(await mailTo(page.request, newcomer.email, 'Confirm your address')))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('Email').fill(newcomer.email)
  await page.getByLabel('Password', { exact: true }).fill(newcomer.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing to see yet')).toBeVisible()

  await signOut(page)
  await page.goto('/statements')
  await expect(page).toHaveURL(/sign-in\?next=/)

  await signIn(page, newcomer)
  await page.goto('/account')
  await expect(page.getByText(newcomer.email)).toBeVisible()
})

test('a first visit leaves no error in the console', async ({ page }) => {
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(error.message))
  for (const path of ['/', '/sign-in', '/sign-up']) {
    await page.goto(path)
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
  }
  expect(errors).toEqual([])
})

test('a session survives a reload without a token in the page', async ({ signedIn: page }) => {
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Statements', exact: true })).toBeVisible()
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  expect(kept).not.toContain('eyJ')
  expect(await page.evaluate(() => document.cookie)).not.toContain('refresh')
})

test('a wrong password is said, at the form', async ({ page, alice }) => {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(alice.email)
  await page.getByLabel('Password', { exact: true }).fill('wrong-password')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('No active account')
  await expect(page).toHaveURL(/sign-in/)
})

test('a weak password and a taken handle are named at their fields', async ({ page, alice }) => {
  await page.goto('/sign-up')
  await page.getByLabel('Email').fill(stranger().email)
  await page.getByLabel('Handle').fill(alice.handle.toUpperCase())
  await page.getByLabel('Password', { exact: true }).fill('correct-horse-battery')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This handle is taken.')).toBeVisible()
})

test('whoever has an account is told so by mail, and nobody else', async ({ page, alice }) => {
  await page.goto('/sign-up')
  await page.getByLabel('Email').fill(alice.email.toUpperCase())
  await page.getByLabel('Handle').fill(stranger().handle)
  await page.getByLabel('Password', { exact: true }).fill('another-long-password')
  await page.keyboard.press('Enter')
  await expect(page.getByText('We have sent a mail to')).toBeVisible()
  const mail = await mailTo(page.request, alice.email, 'You have an account already')
  expect(linkIn(mail)).toBe('/sign-in')
})

test('a handle that is taken before the mail is read is chosen anew', async ({ page }) => {
  const late = stranger()
  const early = { ...stranger(), handle: late.handle }
  expect((await page.request.post('/api/users/', { data: late })).status()).toBe(202)
  await signUp(page.request, early)

  await page.goto(linkIn(await mailTo(page.request, late.email, 'Confirm your address')))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('somebody else took the handle')).toBeVisible()
  await page.getByLabel('Handle').fill(stranger().handle)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText(`${late.email} is confirmed.`)).toBeVisible()

  await page.reload()
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('This link is too old or was used already.')).toBeVisible()
})
