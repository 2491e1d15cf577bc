import { expect, emailTo, openElsewhere, openSignIn, signIn, test, expectSignedIn } from './users'

test('a session ended elsewhere is signed out at once', async ({
  signedIn: page,
  alice,
  browser,
}) => {
  const other = await openElsewhere(browser, alice)

  await page.goto('/account/sessions')
  const sessions = page.getByRole('list', { name: 'Where you are signed in' })
  await expect(sessions.getByRole('listitem')).toHaveCount(2)
  await sessions.getByRole('button', { name: /^Sign out: / }).click()

  await expect(sessions.getByRole('listitem')).toHaveCount(1)
  await expect(sessions).toContainText('Current session')
  await expect(other).toHaveURL(/sign-in/)
  await expect(other.getByText('Your session has ended.')).toBeVisible()
  await page.reload()
  const activity = page.getByRole('list', { name: 'Recent activity' })
  await expect(activity).toContainText('Session ended')
  await other.context().close()
})

test('signing out everywhere ends all sessions', async ({ signedIn: page, alice, browser }) => {
  const other = await openElsewhere(browser, alice)

  await page.goto('/account/sessions')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()

  await expect(page.getByRole('link', { name: 'Sign up' })).toBeVisible()
  await expect(other).toHaveURL(/sign-in/)
  await other.context().close()
})

test('a stolen token that is used first ends both sessions', async ({
  signedIn: page,
  alice,
  playwright,
  baseURL,
}) => {
  await page.goto('/account/data')
  await expectSignedIn(page)
  const thief = await playwright.request.newContext({
    baseURL,
    storageState: await page.context().storageState(),
  })
  const loot = await thief.post('/api/session/refresh/')
  expect(loot.status()).toBe(200)
  const { access } = (await loot.json()) as { access: string }
  const headers = { Authorization: `Bearer ${access}` }
  expect((await thief.get('/api/users/me/', { headers })).status()).toBe(200)

  await page.reload()

  await expect(page.getByRole('alert')).toContainText('We signed you out to protect your account.')
  expect((await thief.get('/api/users/me/', { headers })).status()).toBe(401)
  expect((await thief.post('/api/session/refresh/')).status()).toBe(401)
  await emailTo(page.request, alice.email, 'You were signed out because a refresh token was reused')
  await signIn(page, alice)
  await expectSignedIn(page)
  await thief.dispose()
})

test('a stolen token that is used late ends the session', async ({
  signedIn: page,
  playwright,
  baseURL,
}) => {
  await page.goto('/account/data')
  await expectSignedIn(page)
  const stolen = await page.context().storageState()
  await page.reload()
  await expectSignedIn(page)

  const thief = await playwright.request.newContext({ baseURL, storageState: stolen })
  const response = await thief.post('/api/session/refresh/')

  expect(response.status()).toBe(401)
  expect(await response.json()).toMatchObject({ code: 'session_replayed' })
  await expect(page).toHaveURL(/sign-in/)
  await expect(page.getByRole('alert')).toContainText('We signed you out to protect your account.')
  await thief.dispose()
})

test('the tabs of a browser share sign-in and sign-out', async ({
  signedIn: page,
  context,
  alice,
}) => {
  const tabs = [page, await context.newPage(), await context.newPage()] as const
  await Promise.all(tabs.map((tab) => tab.goto('/account/data')))
  // All restore the session at the same moment, which must not count as token reuse.
  await Promise.all(tabs.map((tab) => tab.reload()))
  for (const tab of tabs) await expectSignedIn(tab)

  await page.getByRole('button', { name: 'Account menu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  for (const tab of tabs) await expect(tab.getByRole('link', { name: 'Sign up' })).toBeVisible()

  await openSignIn(page)
  await signIn(page, alice)
  await expectSignedIn(page)
})

test('two tabs renew an expired session once', async ({ signedIn: page, context }) => {
  const tabs = [page, await context.newPage()] as const
  for (const tab of tabs) {
    await tab.goto('/account')
    await expect(tab.getByRole('tab', { name: 'Security' })).toBeVisible()
  }
  const renewals: string[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/api/session/refresh/')) renewals.push(request.url())
  })
  // It would expire only after five minutes.
  let spent: string | undefined
  await context.route(/\/api\/(second-factor|passkeys|social-accounts)\/$/, (route) => {
    const token = route.request().headers()['authorization']
    spent ??= token
    return token === spent ? route.fulfill({ status: 401, json: {} }) : route.fallback()
  })

  await Promise.all(tabs.map((tab) => tab.getByRole('tab', { name: 'Security' }).click()))

  for (const tab of tabs) await expect(tab.getByText('No passkeys yet.')).toBeVisible()
  expect(renewals).toHaveLength(1)
})
