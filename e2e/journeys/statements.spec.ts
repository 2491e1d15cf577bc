import { expect, openElsewhere, test, upload } from './users'

test('a statement is imported', async ({ signedIn: page }) => {
  await page.goto('/statements')
  await upload(page, 'chase_credit.csv')

  const statement = page.getByRole('link').filter({ hasText: 'chase_credit.csv' })
  await expect(statement).toContainText('Imported')
  await expect(statement).toContainText('12 rows')
  await statement.click()
  const table = page.getByRole('table', { name: 'Transactions' })
  await expect(table.locator('tbody tr')).toHaveCount(12)
  await expect(table).toContainText('JO\'S "DOWNTOWN" GRILL TACOMA WA')
  await expect(table).toContainText('1,234.56')
})

test('unknown words for spending and income are asked', async ({ signedIn: page }) => {
  await page.goto('/statements')
  const cases = '../../backend/apps/statements/parsing/tests/cases'
  await upload(page, `${cases}/purchase-payment-words-positive.csv`)
  await page.getByRole('link').filter({ hasText: 'purchase-payment-words' }).click()

  const meaning = (word: string, name: string) =>
    page.getByRole('group', { name: word }).getByRole('button', { name })
  await meaning('Hinzahlung', 'Spending').press('Space')
  await meaning('Herzahlung', 'Income').press('Enter')
  await expect(page.getByRole('table', { name: 'Preview' })).toContainText('-US$1,250.00')
  await page.getByRole('button', { name: 'Import', exact: true }).click()

  const table = page.getByRole('table', { name: 'Transactions' })
  await expect(table.locator('tbody tr')).toHaveCount(16)
  await expect(table.getByRole('cell', { name: 'US$3.25', exact: true })).toBeVisible()
  await expect(table.getByRole('cell', { name: '-US$1,250.00', exact: true })).toBeVisible()
})

test('the import is shown live over the socket', async ({ signedIn: page }) => {
  const events: string[] = []
  const opened = page.waitForEvent('websocket')
  await page.goto('/statements')
  const socket = await opened
  socket.on('framereceived', ({ payload }) => events.push(payload.toString()))
  await expect(page.getByText('No statements yet')).toBeVisible()

  await upload(page, 'chase_credit.csv')

  await expect.poll(() => events.join()).toContain('"statement.finished"')
  await expect(page.getByText('12 rows').first()).toBeVisible()
})

test('uploads, deletions and Undo appear live in a second browser', async ({
  signedIn: page,
  alice,
  browser,
}) => {
  await page.goto('/statements')
  const second = await openElsewhere(browser, alice)
  await second.goto('/statements')
  await expect(second.getByText('No statements yet')).toBeVisible()

  await upload(page, 'chase_credit.csv')
  await expect(second.getByText('12 rows')).toBeVisible()

  await page.getByRole('link').filter({ hasText: 'chase_credit.csv' }).click()
  await page.getByRole('button', { name: 'Delete statement' }).click()
  for (const each of [page, second]) await expect(each.getByText('No statements yet')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  for (const each of [page, second]) await expect(each.getByText('12 rows')).toBeVisible()
  await second.context().close()
})

test('rejected rows are listed with their reason', async ({ signedIn: page }) => {
  await page.goto('/statements')
  await upload(page, 'some_bad_dates.csv')
  const statement = page.getByRole('link').filter({ hasText: 'some_bad_dates.csv' })
  await expect(statement).toContainText('3 rows rejected')

  await statement.click()

  const errors = page.getByRole('table', { name: 'Rejected rows' })
  await expect(errors.locator('tbody tr')).toHaveCount(3)
  await expect(errors.locator('tbody tr').first()).toContainText('is not a valid date')
})

test('a file that is no statement fails with an explanation', async ({ signedIn: page }) => {
  await page.goto('/statements')
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'photo.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('<!DOCTYPE html><html></html>'),
  })
  const statement = page.getByRole('link').filter({ hasText: 'photo.csv' })
  await expect(statement).toContainText('Failed')
  await expect(statement).toContainText('This is a web page, not a CSV file.')
})
