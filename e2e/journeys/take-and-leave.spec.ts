import { readFile } from 'node:fs/promises'
import { expect, mailTo, signIn, signOut, test, upload } from './people'

test('everything is taken along as one file', async ({ signedIn: page, alice }) => {
  test.setTimeout(90_000)
  await upload(page, 'chase_credit.csv')
  await expect(page.getByText('12 rows').first()).toBeVisible({ timeout: 30_000 })
  await page.goto('/account/data')
  await page.getByRole('button', { name: 'Put an archive together' }).click()
  const archives = page.getByRole('list', { name: 'Your archives' })
  // A worker comes for it first, from none.
  const fetch = archives.getByRole('button', { name: 'Download' })
  await expect(fetch).toBeVisible({ timeout: 60_000 })

  const downloading = page.waitForEvent('download')
  await fetch.click()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/\.zip$/)
  // Source: PKWARE's .ZIP File Format Specification, section 4.3.7.
  expect((await readFile(await download.path())).toString('latin1', 0, 4)).toBe('PK\x03\x04')
  await mailTo(page.request, alice.email, 'Your data is ready')
})

test('an account that is to be deleted may still be kept', async ({ signedIn: page, alice }) => {
  await page.goto('/account/data')
  const sure = page.getByRole('button', { name: 'Delete the account' })
  await page.getByLabel(`Type ${alice.handle} to confirm`).fill('somebody')
  await expect(sure).toBeDisabled()
  await page.getByLabel(`Type ${alice.handle} to confirm`).fill(alice.handle)
  await sure.click()
  await expect(page.getByText('everything in it will be deleted on')).toBeVisible()
  await mailTo(page.request, alice.email, 'Your account: the account is going to be deleted')

  await signOut(page)
  await signIn(page, alice)
  await expect(page.getByText('everything in it will be deleted on')).toBeVisible()
  await page.getByRole('button', { name: 'Keep the account' }).click()
  await expect(page.getByText('everything in it will be deleted on')).toHaveCount(0)
  await mailTo(page.request, alice.email, 'Your account: the account stays')
})
