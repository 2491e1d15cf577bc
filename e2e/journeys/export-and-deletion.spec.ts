import { readFile } from 'node:fs/promises'
import {
  expect,
  emailTo,
  linkIn,
  openSignIn,
  signIn,
  signOut,
  test,
  upload, // sample: statements
} from './users'

test('all data is exported as one file', async ({ signedIn: page, alice }) => {
  test.setTimeout(90_000)
  // sample: statements begin
  await page.goto('/statements')
  await upload(page, 'chase_credit.csv')
  await expect(page.getByText('12 rows').first()).toBeVisible({ timeout: 30_000 })
  // sample: statements end
  await page.goto('/account/data')
  await page.getByRole('button', { name: 'Request export' }).click()
  const archives = page.getByRole('list', { name: 'Exports' })
  // A worker has to start first.
  const fetch = archives.getByRole('button', { name: 'Download' })
  await expect(fetch).toBeVisible({ timeout: 60_000 })

  const downloading = page.waitForEvent('download')
  await fetch.click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/\.zip$/)
  // Source: PKWARE's .ZIP File Format Specification, section 4.3.7.
  expect((await readFile(await download.path())).toString('latin1', 0, 4)).toBe('PK\x03\x04')
  await emailTo(page.request, alice.email, 'Your data export is ready')
})

test('a scheduled deletion is cancelled', async ({ signedIn: page, alice }) => {
  await page.goto('/account/data')
  const sure = page.getByRole('button', { name: 'Delete account' })
  await page.getByLabel(`Type ${alice.handle} to confirm`).fill('someone_else')
  await expect(sure).toBeDisabled()
  await page.getByLabel(`Type ${alice.handle} to confirm`).fill(alice.handle)
  await sure.click()
  await expect(page.getByText('everything in it will be deleted on')).toBeVisible()
  await emailTo(page.request, alice.email, 'Your account will be deleted')

  await signOut(page)
  await openSignIn(page)
  await signIn(page, alice)
  await expect(page.getByText('everything in it will be deleted on')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel deletion' }).click()
  await expect(page.getByText('everything in it will be deleted on')).toHaveCount(0)
  await emailTo(page.request, alice.email, 'Your account will not be deleted')
})

test('the link of the mail keeps the account', async ({ signedIn: page, alice }) => {
  await page.goto('/account/data')
  await page.getByLabel(`Type ${alice.handle} to confirm`).fill(alice.handle)
  await page.getByRole('button', { name: 'Delete account' }).click()
  await expect(page.getByText('everything in it will be deleted on')).toBeVisible()

  const mail = await emailTo(page.request, alice.email, 'Your account will be deleted')
  await page.goto(linkIn(mail))
  await expect(page.getByText(`Your account ${alice.email} will not be deleted.`)).toBeVisible()
  await page.goto('/account/data')
  await expect(page.getByRole('button', { name: 'Delete account' })).toBeVisible()
})
