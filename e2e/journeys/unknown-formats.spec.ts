import type { Page } from '@playwright/test'
import { expect, test, upload } from './users'

async function uploadText(page: Page, name: string, lines: string[]) {
  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })
}

test('the format of an unknown bank is confirmed once', async ({ signedIn: page }) => {
  await page.goto('/statements')
  const header = 'Datum;Winkel;Bedrag'
  await uploadText(page, 'january.csv', [header, '01/02/2026;KOFFIE;4,75', '03/04/2026;BOEK;12,10'])
  const january = page.getByRole('link').filter({ hasText: 'january.csv' })
  await expect(january).toContainText('Needs review')

  await january.click()
  const send = page.getByRole('button', { name: 'Import', exact: true })
  await expect(send).toBeDisabled()
  await expect(page.getByRole('group', { name: /could be day\/month/ })).toContainText('1 Feb 2026')
  await page.getByRole('radio', { name: 'Day/month/year' }).press('Space')
  await page.getByRole('radio', { name: 'Purchases are positive' }).press('Space')
  await page.getByLabel('Name of the card or bank').fill('Winkelbank')
  await send.click()
  const table = page.getByRole('table', { name: 'Transactions' })
  await expect(table.locator('tbody tr')).toHaveCount(2)
  await expect(table).toContainText('3 Apr 2026')
  await expect(page.getByText('Winkelbank')).toBeVisible()

  await page.getByRole('link', { name: 'All statements' }).click()
  await uploadText(page, 'february.csv', [header, '05/02/2026;THEE;3,00'])
  const february = page.getByRole('link').filter({ hasText: 'february.csv' })
  await expect(february).toContainText('1 row')
})

test('a second file adds new rows and reports duplicates', async ({ signedIn: page }) => {
  await page.goto('/statements')
  await upload(page, 'chase_credit.csv')
  await expect(page.getByRole('link').filter({ hasText: 'chase_credit.csv' })).toContainText(
    '12 rows',
  )
  const header = 'Transaction Date,Post Date,Description,Category,Type,Amount,Memo'
  const known = '02/12/2026,02/13/2026,QUICKFUEL 0042 TACOMA WA,Gas,Sale,-39.00,'
  const added = '02/26/2026,02/27/2026,LANTERN BOOKS,Shopping,Sale,-8.00,'
  await uploadText(page, 'next.csv', [header, known, added])

  const next = page.getByRole('link').filter({ hasText: 'next.csv' })
  await expect(next).toContainText('1 row, 1 duplicate skipped')
  await uploadText(page, 'again.csv', [header, known])
  const again = page.getByRole('link').filter({ hasText: 'again.csv' })
  await expect(again).toContainText('0 new, 1 duplicate skipped')
  await again.click()
  await expect(page.getByText('Nothing new: all 1 rows')).toBeVisible()
})

test('a rejected row is fixed in place', async ({ signedIn: page }) => {
  await page.goto('/statements')
  await upload(page, 'some_bad_dates.csv')
  await page.getByRole('link').filter({ hasText: 'some_bad_dates.csv' }).click()
  const errors = page.getByRole('table', { name: 'Rejected rows' })
  await expect(errors.locator('tbody tr')).toHaveCount(3)

  await page.getByRole('button', { name: 'Fix line 3' }).click()
  await page.getByLabel('Date', { exact: true }).fill('2026-01-15')
  await page.getByLabel('Amount', { exact: true }).fill('86,13')
  await page.getByRole('button', { name: 'Save row' }).click()
  await expect(errors.getByRole('alert').or(errors.getByText('valid number'))).toBeVisible()
  await page.getByLabel('Amount', { exact: true }).fill('86.13')
  await page.getByRole('button', { name: 'Save row' }).click()

  await expect(errors.locator('tbody tr')).toHaveCount(2)
  await expect(page.getByRole('table', { name: 'Transactions' })).toContainText('$86.13')
})
