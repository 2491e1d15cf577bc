import { expect, mailTo, signIn, test } from './people'

test('a session that is ended elsewhere is signed out at once', async ({
  signedIn: page,
  alice,
  browser,
}, testInfo) => {
  const context = await browser.newContext({ recordVideo: { dir: testInfo.outputPath('other') } })
  const other = await context.newPage()
  await signIn(other, alice)

  await page.goto('/account/sessions')
  const sessions = page.getByRole('list', { name: 'Where you are signed in' })
  await expect(sessions.getByRole('listitem')).toHaveCount(2)
  await sessions.getByRole('button', { name: /^End the session of/ }).click()

  await expect(sessions.getByRole('listitem')).toHaveCount(1)
  await expect(sessions).toContainText('This one')
  await expect(other).toHaveURL(/sign-in/)
  await expect(other.getByText('Your session has ended.')).toBeVisible()
  await page.reload()
  const activity = page.getByRole('list', { name: 'Recent activity' })
  await expect(activity).toContainText('A session was ended')
  await context.close()
})

test('signing out everywhere leaves nobody in', async ({ signedIn: page, alice, browser }) => {
  const context = await browser.newContext()
  const other = await context.newPage()
  await signIn(other, alice)

  await page.goto('/account/sessions')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click()

  await expect(page.getByRole('link', { name: 'Sign up' })).toBeVisible()
  await expect(other).toHaveURL(/sign-in/)
  await context.close()
})

test('a thief who was first is noticed, and is out as well', async ({
  signedIn: page,
  alice,
  playwright,
  baseURL,
}) => {
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

  await expect(page.getByRole('alert')).toContainText('We ended your session to protect you.')
  expect((await thief.get('/api/users/me/', { headers })).status()).toBe(401)
  expect((await thief.post('/api/session/refresh/')).status()).toBe(401)
  await mailTo(
    page.request,
    alice.email,
    'Your account: a copy of an old sign-in was used, and the session was ended',
  )
  await signIn(page, alice)
  await thief.dispose()
})

test('a thief who comes late gets nothing, and nobody stays in', async ({
  signedIn: page,
  playwright,
  baseURL,
}) => {
  const stolen = await page.context().storageState()
  await page.reload()
  await expect(page.getByText('No statements yet')).toBeVisible()

  const thief = await playwright.request.newContext({ baseURL, storageState: stolen })
  const answer = await thief.post('/api/session/refresh/')

  expect(answer.status()).toBe(401)
  expect(await answer.json()).toMatchObject({ code: 'session_replayed' })
  await expect(page).toHaveURL(/sign-in/)
  await expect(page.getByRole('alert')).toContainText('We ended your session to protect you.')
  await thief.dispose()
})

test('the tabs of a browser come and go together', async ({ signedIn: page, context, alice }) => {
  const tabs = [page, await context.newPage(), await context.newPage()] as const
  await Promise.all(tabs.map((tab) => tab.goto('/statements')))
  // All of them ask for the session at the same moment, and none is taken for a thief.
  await Promise.all(tabs.map((tab) => tab.reload()))
  for (const tab of tabs) await expect(tab.getByText('No statements yet')).toBeVisible()

  await page.getByRole('button', { name: 'Account menu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  for (const tab of tabs) await expect(tab.getByRole('link', { name: 'Sign up' })).toBeVisible()

  await signIn(page, alice)
})

test('two tabs whose access runs out at once renew the session once', async ({
  signedIn: page,
  context,
}) => {
  const tabs = [page, await context.newPage()] as const
  for (const tab of tabs) {
    await tab.goto('/account')
    await expect(tab.getByRole('tab', { name: 'Security' })).toBeVisible()
  }
  const renewals: string[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/api/session/refresh/')) renewals.push(request.url())
  })
  // It would take five minutes to run out by itself.
  let spent: string | undefined
  await context.route(/\/api\/(second-factor|passkeys|social-accounts)\/$/, (route) => {
    const token = route.request().headers()['authorization']
    spent ??= token
    return token === spent ? route.fulfill({ status: 401, json: {} }) : route.fallback()
  })

  await Promise.all(tabs.map((tab) => tab.getByRole('tab', { name: 'Security' }).click()))

  for (const tab of tabs) await expect(tab.getByText('You have none yet.')).toBeVisible()
  expect(renewals).toHaveLength(1)
})
