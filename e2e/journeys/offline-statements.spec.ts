import { goOffline, headersOf, install, notice, share, storedKeys, waiting } from './offline'
import { expect, openSection, signOut, test, upload, uploadSample } from './users'

test.use({ serviceWorkers: 'allow' })

test('spending is read offline, and a file chosen there is uploaded once', async ({
  signedIn: page,
  context,
  alice,
  playwright,
}) => {
  test.slow()
  const request = await playwright.request.newContext({ baseURL: process.env.BASE_URL })
  await install(page)
  await uploadSample(page)
  await openSection(page, 'Spending')
  await expect(page.getByRole('heading', { name: 'By merchant' })).toBeVisible()
  await openSection(page, 'Transactions')
  await expect(page.getByText('GRILL TACOMA').first()).toBeVisible()

  await goOffline(page, '/api/spending/', '/api/transactions/?', '/api/transactions/totals/')
  await page.goto('/spending')
  await expect(notice(page)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'By merchant' })).toBeVisible()
  await openSection(page, 'Transactions')
  await expect(page.getByText('GRILL TACOMA').first()).toBeVisible()
  await expect(notice(page)).toBeVisible()
  await openSection(page, 'Statements')
  await upload(page, 'some_bad_dates.csv')
  await expect(waiting(page)).toContainText('some_bad_dates.csv')

  // It outlives a reload.
  await page.reload()
  await expect(waiting(page).getByRole('listitem')).toHaveCount(1)

  await context.setOffline(false)
  await expect(waiting(page)).toBeHidden()
  await expect(notice(page)).toBeHidden()
  const headers = await headersOf(request, alice)
  const response = await request.get('/api/statements/', { headers })
  const { results } = (await response.json()) as { results: { filename: string }[] }
  expect(results.map(({ filename }) => filename).sort()).toEqual([
    'chase_credit.csv',
    'some_bad_dates.csv',
  ])

  await signOut(page)
  await context.setOffline(true)
  await page.goto('/spending')
  await expect(page.getByRole('main').getByLabel('Email')).toBeVisible()
  expect(await storedKeys(page)).toEqual({ responses: [], outbox: [] })
  await request.dispose()
})

test('another application shares a file', async ({ signedIn: page }) => {
  await install(page)
  await share(page, { files: 'Date,Description,Amount\n2026-01-02,Bakery,-3.20\n' })
  const shared = page.getByRole('region', { name: 'Files from another app' })
  await expect(shared).toContainText('shared.csv')
  await shared.getByRole('button', { name: 'Upload' }).click()
  await expect(page.getByRole('link').filter({ hasText: 'shared.csv' })).toBeVisible()
  await expect(shared).toBeHidden()
  await expect(page).toHaveURL(/\/statements$/)
})
