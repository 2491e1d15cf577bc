import {
  expect,
  linkIn,
  emailTo,
  signIn,
  signOut,
  signUp,
  newUser,
  test,
  expectSignedIn,
} from './users'

test('a new user signs up, out and in again', async ({ page }) => {
  const newcomer = newUser()
  await page.goto('/')
  await page.getByRole('link', { name: 'Sign up' }).first().click()
  await page.getByLabel('Email').fill(newcomer.email)
  await page.getByLabel('Username').fill(newcomer.handle)
  await page.getByLabel('Password', { exact: true }).fill(newcomer.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText(`We have sent an email to ${newcomer.email}.`)).toBeVisible()
  await page.goto(linkIn(await emailTo(page.request, newcomer.email, 'Confirm your email')))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expectSignedIn(page)

  await signOut(page)
  await page.goto('/account')
  await expect(page).toHaveURL(/sign-in\?next=/)

  await signIn(page, newcomer)
  await expectSignedIn(page)
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
  await page.goto('/account')
  await page.reload()
  await expectSignedIn(page)
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  expect(kept).not.toContain('eyJ')
  expect(await page.evaluate(() => document.cookie)).not.toContain('refresh')
})

test('a wrong password is reported at the form', async ({ page, alice }) => {
  await page.goto('/sign-in')
  await signIn(page, { ...alice, password: 'wrong-password' })
  await expect(page.getByRole('alert')).toContainText('Wrong email or password.')
  await expect(page).toHaveURL(/sign-in/)
})

test('a weak password and a taken username are reported at their fields', async ({
  page,
  alice,
}) => {
  await page.goto('/sign-up')
  await page.getByLabel('Email').fill(newUser().email)
  await page.getByLabel('Username').fill(alice.handle.toUpperCase())
  await page.getByLabel('Password', { exact: true }).fill('correct-horse-battery')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This username is taken.')).toBeVisible()
})

test('an existing account is reported by email only', async ({ page, alice }) => {
  await page.goto('/sign-up')
  await page.getByLabel('Email').fill(alice.email.toUpperCase())
  await page.getByLabel('Username').fill(newUser().handle)
  await page.getByLabel('Password', { exact: true }).fill('another-long-password')
  await page.keyboard.press('Enter')
  await expect(page.getByText('We have sent an email to')).toBeVisible()
  const mail = await emailTo(page.request, alice.email, 'You already have an account')
  expect(linkIn(mail)).toBe('/sign-in')
})

test('a username taken before the confirmation is chosen again', async ({ page, request }) => {
  const late = newUser()
  const early = { ...newUser(), handle: late.handle }
  expect((await page.request.post('/api/users/', { data: late })).status()).toBe(202)
  // In a browser of its own: the sign-up of this one would be forgotten.
  await signUp(request, early)

  const link = linkIn(await emailTo(page.request, late.email, 'Confirm your email'))
  await page.goto(link)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('This username has been taken')).toBeVisible()
  await page.getByLabel('Username').fill(newUser().handle)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expectSignedIn(page)

  await page.goto(link)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('This link has expired or was already used.')).toBeVisible()
})
