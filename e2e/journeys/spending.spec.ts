import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, openSection, test, upload, uploadSample } from './users'

const rows = (page: Page) =>
  page.getByRole('table', { name: 'Transactions' }).locator('tr.transaction')

async function uploadRows(page: Page, name: string, lines: string[]) {
  const header = 'Transaction Date,Post Date,Description,Category,Type,Amount,Memo'
  await page.getByLabel('Choose a file').setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from([header, ...lines].join('\n')),
  })
  await expect(page.getByRole('link').filter({ hasText: name })).toContainText('Imported')
}

async function say(page: Page, category: string) {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Search or create a category').fill(category)
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
}

async function download(page: Page, kind: string): Promise<[name: string, text: string]> {
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  await page.getByRole('menuitem', { name: kind }).click()
  const file = await downloading
  return [file.suggestedFilename(), await readFile(await file.path(), 'utf8')]
}

test('a new user uploads a statement and sees the spending', async ({ signedIn: page }) => {
  await page.goto('/spending')
  await expect(page.getByText('No data yet')).toBeVisible()
  await upload(page, 'chase_credit.csv')
  await expect(page.getByRole('heading', { name: 'chase_credit.csv' })).toBeVisible()
  await openSection(page, 'Spending')
  await expect(page.getByText('February 2026', { exact: true }).first()).toBeVisible()
})

test('every figure links to its transactions', async ({ signedIn: page }) => {
  await uploadSample(page)
  await openSection(page, 'Spending')
  await page.getByRole('button', { name: 'Month', exact: true }).click()
  const chart = page.getByRole('img', { name: /Bar chart of spending by month in USD/ })
  await expect(chart).toHaveAccessibleName(/January 2026 .*1,369\.58.*February 2026 .*113\.90/)
  await chart.hover()
  await expect(chart.getByText('US$1,369.58')).toBeVisible()

  // Above the small bar of February.
  const { width, height } = (await chart.boundingBox())!
  await chart.click({ position: { x: width * 0.8, y: height * 0.3 } })
  await expect(page).toHaveURL(/date_from=2026-02-01&date_to=2026-02-28/)
  await expect(page.getByText(/US\$113\.90 spent/)).toBeVisible()

  await page.goBack()
  await page.getByRole('button', { name: 'Table', exact: true }).click()
  await page.getByRole('link', { name: 'January 2026' }).click()
  await expect(page.getByText(/US\$1,369\.58 spent/)).toBeVisible()

  await page.goBack()
  const categories = page.getByRole('table', { name: 'By category' })
  const [name, spend] = await categories
    .locator('tbody tr')
    .first()
    .evaluate((row) => [row.querySelector('a')!.textContent, row.lastElementChild!.textContent])
  await categories.getByRole('link', { name: name! }).click()
  await expect(page.getByText(`${spend} spent`)).toBeVisible()
})

test('a category becomes a rule for later imports', async ({ signedIn: page }) => {
  const coffee = (day: string) =>
    `02/${day}/2026,02/${day}/2026,SQ *MOON ROAST 0042 SF,,Sale,-4.75,`
  await page.goto('/statements')
  await uploadRows(page, 'february.csv', [coffee('03'), coffee('10'), coffee('17')])
  await openSection(page, 'Transactions')
  await expect(rows(page)).toHaveCount(3)

  await page.getByRole('button', { name: 'Category of Moon Roast: Uncategorized' }).first().click()
  await say(page, 'Dining out')
  await expect(page.getByText('Create a rule: “Moon Roast” → Dining out?')).toBeVisible()
  await page.getByRole('button', { name: 'Apply to all 2 existing, too' }).click()
  await expect(
    page.getByRole('button', { name: 'Category of Moon Roast: Dining out' }),
  ).toHaveCount(3)

  await openSection(page, 'Statements')
  await uploadRows(page, 'march.csv', [coffee('24')])
  await openSection(page, 'Transactions')
  await expect(
    page.getByRole('button', { name: 'Category of Moon Roast: Dining out' }),
  ).toHaveCount(4)

  await page.getByRole('link', { name: 'Rules' }).click()
  await expect(page.getByRole('list', { name: 'Rules' })).toContainText(
    /Contains “Moon Roast”\s*Dining out/,
  )
  await page.getByRole('link', { name: 'Categories' }).click()
  await page.getByRole('button', { name: 'Merge Dining out' }).click()
  await page.getByRole('combobox', { name: 'Merge into' }).fill('gif')
  await page.getByRole('option', { name: 'Gifts' }).click()
  await page.getByRole('button', { name: 'Merge', exact: true }).click()
  await expect(page.getByText('into “Gifts”: 4 transactions moved.')).toBeVisible()
  await page.getByRole('link', { name: 'Transactions' }).first().click()
  await expect(page.getByRole('button', { name: 'Category of Moon Roast: Gifts' })).toHaveCount(4)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(
    page.getByRole('button', { name: 'Category of Moon Roast: Dining out' }),
  ).toHaveCount(4)
})

test('several transactions get a custom category by keyboard', async ({ signedIn: page }) => {
  await uploadSample(page)
  await openSection(page, 'Transactions')
  await expect(rows(page)).toHaveCount(12)
  for (const key of ['j', 'x', 'j', 'j', 'Space']) await page.keyboard.press(key)
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('c')
  await say(page, 'Night out')
  await expect(page.getByText('2 transactions changed')).toBeVisible()

  await page.keyboard.press('/')
  await page.keyboard.type('no such thing')
  await expect(page.getByText('No transactions match your filters.')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(rows(page)).toHaveCount(12)
  await openSection(page, 'Spending')
  await page.getByRole('link', { name: 'Night out' }).click()
  await expect(rows(page)).toHaveCount(2)
})

test('filtered transactions are exported and imported again unchanged', async ({
  signedIn: page,
}) => {
  await uploadSample(page)
  await openSection(page, 'Transactions')
  await page.getByLabel('Search').fill('tacoma')
  await expect(page).toHaveURL(/text=tacoma/)
  await expect(rows(page).first()).toContainText('TACOMA')
  const count = await rows(page).count()

  const [jsonl, objects] = await download(page, 'JSON Lines')
  expect(jsonl).toBe('transactions.jsonl')
  expect(objects.trim().split('\n')).toHaveLength(count)

  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(rows(page)).toHaveCount(12)
  const [csv, text] = await download(page, 'CSV')
  expect(csv).toBe('transactions.csv')
  const lines = text.trim().split('\n')
  expect(lines).toHaveLength(13)
  expect(lines[0]).toBe('date,description,merchant,category,kind,amount,currency,card,statement')
  expect(lines[1]).toBe(
    '2026-02-19,FOREIGN TRANSACTION FEE,Foreign Transaction Fee,fees,fee,1.75,USD,Chase credit card,chase_credit.csv',
  )

  await openSection(page, 'Statements')
  await page.getByLabel('Choose a file').setInputFiles({
    name: 'out-and-in.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  })
  const again = page.getByRole('link').filter({ hasText: 'out-and-in.csv' })
  await expect(again).toContainText('12 duplicates skipped')
})

test('a long list is virtualized', async ({ signedIn: page }) => {
  test.slow()
  const lines = Array.from({ length: 1500 }, (_, index) => {
    const day = String((index % 28) + 1).padStart(2, '0')
    const month = String((Math.floor(index / 28) % 12) + 1).padStart(2, '0')
    return `${month}/${day}/2025,${month}/${day}/2025,SHOP ${index},Shopping,Sale,-1.00,`
  })
  await page.goto('/statements')
  await uploadRows(page, 'long.csv', lines)
  await openSection(page, 'Transactions')
  await expect(page.getByText('1,500 transactions')).toBeVisible()
  const oldest = rows(page).filter({ hasText: '1 Jan 2025' }).first()
  await expect(async () => {
    await page.mouse.wheel(0, 20_000)
    expect(await rows(page).count()).toBeLessThan(150)
    await expect(oldest).toBeVisible({ timeout: 100 })
  }).toPass({ intervals: [100] })
})
