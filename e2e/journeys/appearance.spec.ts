import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, openRoom, test, upload } from './people'

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 375, height: 740 }
const NARROW = { width: 360, height: 740 }

async function expectNoBarrier(page: Page): Promise<void> {
  // Colours are on their way from one theme to the next for a moment.
  await page.waitForTimeout(500)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

async function expectNoOverflow(page: Page, path: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${path} scrolls sideways`).toBe(0)
  // The bar is fixed, and what leaves it does not scroll.
  const last = page.getByRole('banner').getByRole('button').last()
  await expect(last).toBeInViewport({ ratio: 1 })
}

test('dark mode is chosen, kept, and as readable as light', async ({ signedIn: page }) => {
  await upload(page, 'chase_credit.csv')
  await expect(page.getByText('12 rows')).toBeVisible()
  await openRoom(page, 'Spending')
  await expect(page.getByRole('img', { name: /Bar chart/ })).toBeVisible()
  await expectNoBarrier(page)

  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menu').getByText('Dark').click()

  await expect(page.locator('body')).toHaveClass(/body--dark/)
  await page.reload()
  await expect(page.locator('body')).toHaveClass(/body--dark/)
  await expect(page.getByRole('img', { name: /Bar chart/ })).toBeVisible()
  await expectNoBarrier(page)
})

test('the workers are as readable in the dark, and on a phone', async ({ signedIn: page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/scaling')
  await expect(page.getByRole('img', { name: /Chart of the workers/ })).toBeVisible()
  await expectNoBarrier(page)

  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize(PHONE)
  await expect(page.locator('body')).toHaveClass(/body--dark/)
  await expectNoBarrier(page)
})

test('the own money is as readable in the dark, and on a phone', async ({ signedIn: page }) => {
  test.setTimeout(90_000)
  await upload(page, 'chase_credit.csv')
  await expect(page.getByText('12 rows')).toBeVisible()
  for (const path of ['/spending', '/transactions', '/statements']) {
    await page.setViewportSize(DESKTOP)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(path)
    await expect(page.getByRole('table').or(page.getByText('12 rows')).first()).toBeVisible()
    await expectNoBarrier(page)

    await page.setViewportSize(NARROW)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(page.locator('body')).toHaveClass(/body--dark/)
    await expectNoBarrier(page)
    await expectNoOverflow(page, path)
  }
})

test('links are as readable in the dark, and on a phone', async ({ signedIn: page }) => {
  test.setTimeout(90_000)
  await page.goto('/links/submit')
  await page.getByLabel('Title').fill('Ask: who can read this?')
  await page.getByLabel('Text').fill('All of it, I mean.')
  await page.getByRole('main').getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('textbox', { name: 'Your comment' }).fill('I can.')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('article').getByText('I can.')).toBeVisible()
  const { pathname } = new URL(page.url())
  for (const path of [
    pathname,
    '/links/new',
    '/links/comments',
    '/links/answers',
    '/links/search?q=read',
    '/links/submit',
  ]) {
    await page.setViewportSize(DESKTOP)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(path)
    const shown = page.getByRole('article').or(page.getByLabel('Address'))
    await expect(shown.or(page.getByText('Nobody has answered you')).first()).toBeVisible()
    await expectNoBarrier(page)

    await page.setViewportSize(NARROW)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(page.locator('body')).toHaveClass(/body--dark/)
    await expectNoBarrier(page)
    await expectNoOverflow(page, path)
  }
})

test("the account's pages are as readable in the dark, and on a phone", async ({
  signedIn: page,
}) => {
  test.setTimeout(90_000)
  for (const path of ['/account', '/account/security', '/account/sessions', '/account/data']) {
    await page.setViewportSize(DESKTOP)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(path)
    await expect(page.getByRole('tab', { selected: true })).toBeVisible()
    await expectNoBarrier(page)

    await page.setViewportSize(NARROW)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(page.locator('body')).toHaveClass(/body--dark/)
    await expectNoBarrier(page)
    await expectNoOverflow(page, path)
  }
})

test('what is wrong with a form is as readable in the dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/sign-up')
  await page.getByLabel('Email').fill('alice')
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText('An email address looks like')).toBeVisible()
  await expectNoBarrier(page)
})

test('the ways in are as readable in the dark, and on a phone', async ({ page }) => {
  test.setTimeout(90_000)
  const paths = ['/sign-in', '/sign-up', '/forgot-password', '/reset-password?uid=1&token=2']
  for (const path of [...paths, '/confirm-sign-up?token=1', '/social/google?error=no&state=1']) {
    await page.setViewportSize(DESKTOP)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(path)
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
    await expectNoBarrier(page)

    await page.setViewportSize(NARROW)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(page.locator('body')).toHaveClass(/body--dark/)
    await expectNoBarrier(page)
    await expectNoOverflow(page, path)
  }
})

test('the theme follows the system until one is chosen', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/')
  await expect(page.locator('body')).toHaveClass(/body--dark/)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(page.locator('body')).toHaveClass(/body--light/)
})

test('everything is there at the width of a phone', async ({ signedIn: page }) => {
  await page.setViewportSize(PHONE)
  for (const path of ['/', '/statements', '/scaling', '/account', '/nowhere']) {
    await page.goto(path)
    await expect(page.getByRole('main')).toBeVisible()
    await expectNoOverflow(page, path)
  }
})

test('German is complete where a visitor looks first', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menu').getByText('Deutsch').click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await page.reload()
  await expect(page.getByRole('link', { name: 'Anmelden' }).first()).toBeVisible()
})

test('the sign-in works by keyboard alone', async ({ page, alice }) => {
  await page.goto('/sign-in')
  await page.getByLabel('Email').focus()
  await page.keyboard.type(alice.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(alice.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nothing to see yet')).toBeVisible()
})

test('what the server says is German too', async ({ signedIn: page }) => {
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menu').getByText('Deutsch').click()
  await page.getByLabel('CSV-Datei').setInputFiles({
    name: 'leer.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('\n'),
  })
  await expect(page.getByText('Die Datei ist leer.')).toBeVisible()
})
