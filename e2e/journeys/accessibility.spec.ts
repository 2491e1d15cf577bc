import axe from 'axe-core'
import type { Locator, Page } from '@playwright/test'
import { expect, openSection, test, uploadSample } from './users'

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 375, height: 740 }
const NARROW = { width: 360, height: 740 }

async function expectNoBarrier(page: Page): Promise<void> {
  // The colors of the themes change in a transition.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  )
  await page.evaluate(axe.source)
  const violations = await page.evaluate(async () => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ['violations'],
    })
    return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
  })
  expect(violations).toEqual([])
}

async function expectNoOverflow(page: Page, path: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${path} scrolls sideways`).toBe(0)
  // The bar is fixed, so its overflow cannot be scrolled to.
  const last = page.getByRole('banner').getByRole('button').last()
  await expect(last).toBeInViewport({ ratio: 1 })
}

/** Analyse a page once it shows `shown`: light on a desktop, then dark on a phone. */
async function expectReadable(page: Page, path: string, shown: Locator): Promise<void> {
  await page.setViewportSize(DESKTOP)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(path)
  await expect(shown).toBeVisible()
  await expectNoBarrier(page)

  await page.setViewportSize(NARROW)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect(page.locator('body')).toHaveClass(/body--dark/)
  await expectNoBarrier(page)
  await expectNoOverflow(page, path)
}

test('dark mode is stored and accessible', async ({ signedIn: page }) => {
  await uploadSample(page)
  await openSection(page, 'Spending')
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

test('the workers page is accessible in dark mode and on a phone', async ({ signedIn: page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/scaling')
  await expect(page.getByRole('img', { name: /Chart of the workers/ })).toBeVisible()
  await expectNoBarrier(page)

  await page.emulateMedia({ colorScheme: 'dark' })
  await page.setViewportSize(PHONE)
  await expect(page.locator('body')).toHaveClass(/body--dark/)
  await expectNoBarrier(page)
})

test('spending and statements are accessible in dark mode and on a phone', async ({
  signedIn: page,
}) => {
  await uploadSample(page)
  await expectReadable(page, '/spending', page.getByRole('img', { name: /Bar chart/ }))
  await expectReadable(page, '/transactions', page.getByRole('table', { name: 'Transactions' }))
  await expectReadable(page, '/statements', page.getByText('12 rows'))
})

test('links are accessible in dark mode and on a phone', async ({ signedIn: page }) => {
  await page.goto('/links/submit')
  await page.getByLabel('Title').fill('Ask: who can read this?')
  await page.getByLabel('Text').fill('All of it, I mean.')
  await page.getByRole('main').getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('textbox', { name: 'Your comment' }).fill('I can.')
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(page.getByRole('article').getByText('I can.')).toBeVisible()
  const link = new URL(page.url()).pathname
  const articles = page.getByRole('article').first()
  await expectReadable(page, link, articles)
  await expectReadable(page, '/links/new', articles)
  await expectReadable(page, '/links/comments', articles)
  await expectReadable(page, '/links/answers', page.getByText('No replies yet'))
  await expectReadable(page, '/links/search?q=read', articles)
  await expectReadable(page, '/links/submit', page.getByLabel('URL'))
})

test('the account pages are accessible in dark mode and on a phone', async ({ signedIn: page }) => {
  const activity = page.getByRole('list', { name: 'Recent activity' })
  await expectReadable(page, '/account', page.getByLabel('New email'))
  await expectReadable(page, '/account/security', page.getByRole('button', { name: 'Link GitHub' }))
  await expectReadable(page, '/account/sessions', activity.getByRole('listitem').first())
  await expectReadable(page, '/account/data', page.getByText('Request export'))
})

test('form errors are accessible in dark mode', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/sign-up')
  await page.getByLabel('Email').fill('alice')
  await page.getByRole('main').getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText('Enter a valid email address')).toBeVisible()
  await expectNoBarrier(page)
})

test('the sign-in pages are accessible in dark mode and on a phone', async ({ page }) => {
  const button = (name: string) => page.getByRole('main').getByRole('button', { name })
  await expectReadable(page, '/sign-in', button('Continue with GitHub'))
  await expectReadable(page, '/sign-up', button('Sign up'))
  await expectReadable(page, '/forgot-password', button('Send reset link'))
  await expectReadable(page, '/reset-password#uid=1&token=2', button('Reset password'))
  await expectReadable(page, '/confirm-sign-up#token=1', button('Confirm'))
  await expectReadable(page, '/social/google?error=no&state=1', page.getByRole('alert'))
})

test('the theme follows the system until one is chosen', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/')
  await expect(page.locator('body')).toHaveClass(/body--dark/)
  await page.emulateMedia({ colorScheme: 'light' })
  await expect(page.locator('body')).toHaveClass(/body--light/)
})

test('no page overflows on a phone', async ({ signedIn: page }) => {
  await page.setViewportSize(PHONE)
  for (const path of ['/', '/statements', '/scaling', '/account', '/nowhere']) {
    await page.goto(path)
    await expect(page.getByRole('main')).toBeVisible()
    await expectNoOverflow(page, path)
  }
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
  await expect(page.getByText('No data yet')).toBeVisible()
})

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
