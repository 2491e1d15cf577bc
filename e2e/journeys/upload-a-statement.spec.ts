import { expect, openRoom, signIn, test, upload } from './people'

test('a real file becomes transactions', async ({ signedIn: page }) => {
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

test('the import arrives over the socket, without asking again', async ({ signedIn: page }) => {
  const events: string[] = []
  await page.reload()
  const socket = await page.waitForEvent('websocket')
  socket.on('framereceived', ({ payload }) => events.push(payload.toString()))
  await expect(page.getByText('No statements yet')).toBeVisible()

  await upload(page, 'chase_credit.csv')

  await expect.poll(() => events.join()).toContain('"statement.finished"')
  await expect(page.getByText('12 rows').first()).toBeVisible()
})

test('a second browser shows what the first one does', async ({
  signedIn: page,
  alice,
  browser,
}, testInfo) => {
  const context = await browser.newContext({ recordVideo: { dir: testInfo.outputPath('second') } })
  const second = await context.newPage()
  await signIn(second, alice)
  await openRoom(second, 'Statements')
  await expect(second.getByText('No statements yet')).toBeVisible()

  await upload(page, 'chase_credit.csv')
  await expect(second.getByText('12 rows')).toBeVisible()

  await page.getByRole('link').filter({ hasText: 'chase_credit.csv' }).click()
  await page.getByRole('button', { name: 'Delete statement' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(second.getByText('No statements yet')).toBeVisible()
  await context.close()
})

test('lines that cannot be read are named with their reason', async ({ signedIn: page }) => {
  await upload(page, 'some_bad_dates.csv')
  const statement = page.getByRole('link').filter({ hasText: 'some_bad_dates.csv' })
  await expect(statement).toContainText('3 refused')

  await statement.click()

  const errors = page.getByRole('table', { name: 'Rows that could not be read' })
  await expect(errors.locator('tbody tr')).toHaveCount(3)
  await expect(errors.locator('tbody tr').first()).toContainText('is not a date')
})

test('a file that is no statement is refused with what to do', async ({ signedIn: page }) => {
  await page.getByLabel('Choose a CSV file').setInputFiles({
    name: 'photo.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('<!DOCTYPE html><html></html>'),
  })
  const statement = page.getByRole('link').filter({ hasText: 'photo.csv' })
  await expect(statement).toContainText('Refused')
  await expect(statement).toContainText('This is a web page, not a CSV file.')
})

test('deleting a statement takes its transactions along', async ({ signedIn: page }) => {
  await upload(page, 'chase_credit.csv')
  await page.getByRole('link').filter({ hasText: 'chase_credit.csv' }).click()
  await page.getByRole('button', { name: 'Delete statement' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('No statements yet')).toBeVisible()
})
