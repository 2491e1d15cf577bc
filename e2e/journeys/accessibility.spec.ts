import { expectNoBarrier } from './barriers'
import { expect, test, expectSignedIn } from './users'

test('dark mode is stored', async ({ signedIn: page }) => {
  await page.goto('/account')
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menu').getByText('Dark').click()

  await expect(page.locator('body')).toHaveClass(/body--dark/)
  await page.reload()
  await expect(page.locator('body')).toHaveClass(/body--dark/)
})

test('form errors are accessible in dark mode', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/sign-up')
  await page.getByLabel('Email').fill('alice')
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText('Enter a valid email address')).toBeVisible()
  await expectNoBarrier(page)
})

test('the theme follows the system until one is chosen', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/')
  await expect(page.locator('body')).toHaveClass(/body--dark/)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(page.locator('body')).toHaveClass(/body--light/)
})

test('the home page is completely German', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menu').getByText('Deutsch').click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await page.reload()
  await expect(page.getByRole('link', { name: 'Anmelden' }).first()).toBeVisible()
})

test('the sign-in works by keyboard', async ({ page, alice }) => {
  await page.goto('/sign-in')
  await page.getByLabel('Email').focus()
  await page.keyboard.type(alice.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(alice.password)
  await page.keyboard.press('Enter')
  await expectSignedIn(page)
})

// sample: statements begin
test('responses of the server are German too', async ({ signedIn: page }) => {
  await page.goto('/statements')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menu').getByText('Deutsch').click()
  await page.getByLabel('Datei auswählen').setInputFiles({
    name: 'leer.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('\n'),
  })
  await expect(page.getByText('Die Datei ist leer.')).toBeVisible()
})
// sample: statements end
