import type { Page } from '@playwright/test'
import frontEnd from '../../quasar/package.json' with { type: 'json' }
import { expect, signIn, signOut, test } from './users'

const { productName } = frontEnd

test.use({ baseURL: process.env.SSR_URL })

/** Collect console errors and hydration warnings. */
function consoleErrors(page: Page): string[] {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('console', (message) => {
    // The browser logs the expected 404.
    if (message.text().includes('404 (Not Found)')) return
    if (['error', 'warning'].includes(message.type())) heard.push(message.text())
  })
  return heard
}

async function expectAlive(page: Page): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: /Theme|Darstellung|المظهر/i }).click()
    await expect(page.getByRole('menu')).toBeVisible({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('Escape')
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('public pages are rendered by the server', async ({ page }) => {
    for (const [path, status, title, text] of [
      ['/', 200, productName, 'A full-stack application'],
      ['/sign-in', 200, `Sign in · ${productName}`, 'No account yet?'],
      ['/sign-up', 200, `Sign up · ${productName}`, 'Already have an account?'],
      ['/links', 200, `Links · ${productName}`, 'Links: Top'],
      ['/links/search', 200, `Search · ${productName}`, 'What are you looking for?'],
      ['/nowhere', 404, `Page not found · ${productName}`, "This page doesn't exist or has moved."],
    ] as const) {
      const response = await page.goto(path)
      expect(response?.status(), path).toBe(status)
      await expect(page).toHaveTitle(title)
      await expect(page.getByRole('main')).toContainText(text)
      for (const description of ['name=description', 'property="og:description"']) {
        await expect(page.locator(`meta[${description}]`)).toHaveAttribute('content', /card/)
      }
      await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', title)
    }
  })

  test('a member page is rendered empty', async ({ page }) => {
    const response = await page.goto('/statements')
    expect(response?.status()).toBe(200)
    await expect(page).toHaveTitle(`Statements · ${productName}`)
    await expect(page.getByRole('banner')).toBeVisible()
    await expect(page.getByRole('main')).toBeEmpty()
  })

  test('it follows the dark mode of the system', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.goto('/sign-in')
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).color)).toBe(
      'rgb(230, 236, 234)',
    )
  })

  test.describe('for a German reader', () => {
    test.use({ locale: 'de-AT' })

    test('it is German', async ({ page }) => {
      await page.goto('/sign-in')
      await expect(page).toHaveTitle(`Anmelden · ${productName}`)
      await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    })
  })
})

for (const [colorScheme, locale, width] of [
  ['light', 'en-GB', 1280],
  ['dark', 'de-DE', 375],
  ['light', 'ar-EG', 360],
] as const) {
  test.describe(`${colorScheme}, ${locale}, ${width} pixels wide`, () => {
    test.use({ colorScheme, locale, viewport: { width, height: 740 } })

    test('the pages hydrate without mismatch', async ({ page }) => {
      const heard = consoleErrors(page)
      for (const path of ['/', '/links', '/links/search', '/sign-in', '/sign-up', '/nowhere']) {
        await page.goto(path)
        await expectAlive(page)
        await expect(page.locator('body')).toHaveClass(new RegExp(`body--${colorScheme}`))
      }
      expect(heard).toEqual([])
    })
  })
}

test('the server renders the chosen theme and language', async ({ page }) => {
  const heard = consoleErrors(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/')
  await expectAlive(page)
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menu').getByText('Dark').click()
  await page.getByRole('button', { name: 'Language' }).click()
  await page.getByRole('menu').getByText('Deutsch').click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')

  const html = await (await page.request.get('/sign-in')).text()
  expect(html).toContain('<html lang=de')
  expect(html).toContain('body--dark')
  await page.goto('/sign-in')
  await expectAlive(page)
  expect(heard).toEqual([])
})

test('the fragment of an emailed link is read and removed', async ({ page }) => {
  const heard = consoleErrors(page)
  await page.goto('/reset-password#uid=1&token=2')
  await expect(page.getByRole('textbox', { name: 'New password' })).toBeVisible()
  await expect(page).toHaveURL(/\/reset-password$/)
  expect(heard).toEqual([])
})

test('a user signs in, reloads a page and signs out', async ({ page, alice }) => {
  const heard = consoleErrors(page)
  await page.goto('/sign-in')
  await expectAlive(page)
  await signIn(page, alice)
  await expect(page.getByRole('heading', { name: 'Spending', exact: true })).toBeVisible()
  await page.goto('/account')
  await expect(page.getByText(alice.email)).toBeVisible()
  await page.goto('/')
  await expect(page).toHaveURL('/spending')
  await expect(page.getByText('No data yet')).toBeVisible()
  // Checked before: the browser logs the 401 of a request that runs while the session ends.
  expect(heard).toEqual([])
  await signOut(page)
})

test('a guest is redirected to the sign-in and back', async ({ page, alice }) => {
  await page.goto('/account/security')
  await expect(page).toHaveURL('/sign-in?next=/account/security')
  await signIn(page, alice)
  await expect(page).toHaveURL('/account/security')
})

test('the headers match the other builds apart from style hashes', async ({ request }) => {
  const rendered = (await request.get('/sign-in')).headers()
  const others = (await request.get(`${process.env.BASE_URL}/sign-in`)).headers()
  const kept = Object.keys(others).filter((name) => /^(cross|permissions|referrer|x)-/.test(name))
  expect(kept.length).toBeGreaterThan(4)
  for (const name of kept) expect(rendered[name], name).toBe(others[name])
  const policy = rendered['content-security-policy']!
  expect(policy.replace(/ 'unsafe-hashes'( 'sha256-[\w+/=]+')+/, '')).toBe(
    others['content-security-policy'],
  )
})
