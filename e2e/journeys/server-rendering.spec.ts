import type { Page } from '@playwright/test'
import { expect, signIn, signOut, test } from './people'

test.use({ baseURL: process.env.SSR_URL })

/** What the console says of a page that does not match what the server wrote, or of a mistake. */
function complaints(page: Page): string[] {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('console', (message) => {
    // The browser itself reports an answer of 404, which is what was asked for.
    if (message.text().includes('404 (Not Found)')) return
    if (['error', 'warning'].includes(message.type())) heard.push(message.text())
  })
  return heard
}

async function expectAlive(page: Page): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: /Theme|Darstellung/ }).click()
    await expect(page.getByRole('menu')).toBeVisible({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('Escape')
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the pages for everybody are in what the server writes', async ({ page }) => {
    for (const [path, status, title, text] of [
      ['/', 200, 'Tally', 'See where the money goes'],
      ['/sign-in', 200, 'Sign in · Tally', 'No account yet?'],
      ['/sign-up', 200, 'Sign up · Tally', 'Already have an account?'],
      ['/links', 200, 'Links · Tally', 'Links: Top'],
      ['/links/search', 200, 'Search · Tally', 'What are you looking for?'],
      ['/nowhere', 404, 'Page not found · Tally', 'Nothing lives at this address'],
    ] as const) {
      const answer = await page.goto(path)
      expect(answer?.status(), path).toBe(status)
      await expect(page).toHaveTitle(title)
      await expect(page.getByRole('main')).toContainText(text)
      await expect(page.locator('meta[name=description]')).toHaveAttribute('content', /card/)
    }
  })

  test("a member's page is an empty one", async ({ page }) => {
    const answer = await page.goto('/statements')
    expect(answer?.status()).toBe(200)
    await expect(page).toHaveTitle('Statements · Tally')
    await expect(page.getByRole('banner')).toBeVisible()
    await expect(page.getByRole('main')).toBeEmpty()
  })

  test('it is dark where the system is', async ({ page }) => {
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
      await expect(page).toHaveTitle('Anmelden · Tally')
      await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    })
  })
})

for (const [colorScheme, locale, width] of [
  ['light', 'en-GB', 1280],
  ['dark', 'de-DE', 375],
] as const) {
  test.describe(`${colorScheme}, ${locale}, ${width} pixels wide`, () => {
    test.use({ colorScheme, locale, viewport: { width, height: 740 } })

    test('the pages come alive as they are', async ({ page }) => {
      const heard = complaints(page)
      for (const path of ['/', '/links', '/links/search', '/sign-in', '/sign-up', '/nowhere']) {
        await page.goto(path)
        await expectAlive(page)
        await expect(page.locator('body')).toHaveClass(new RegExp(`body--${colorScheme}`))
      }
      expect(heard).toEqual([])
    })
  })
}

test('what was chosen is known to the server', async ({ page }) => {
  const heard = complaints(page)
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

test('one signs in, finds the own page again, and signs out', async ({ page, alice }) => {
  const heard = complaints(page)
  await page.goto('/sign-in')
  await expectAlive(page)
  await signIn(page, alice)
  await page.goto('/account')
  await expect(page.getByText(alice.email)).toBeVisible()
  await page.goto('/')
  await expect(page).toHaveURL('/spending')
  await expect(page.getByText('Nothing to see yet')).toBeVisible()
  // What is asked for on the page would be refused from the moment that the session is over.
  await page.waitForLoadState('networkidle')
  await signOut(page)
  expect(heard).toEqual([])
})

test('a stranger is led to sign in, and back', async ({ page, alice }) => {
  await page.goto('/account/security')
  await expect(page).toHaveURL('/sign-in?next=/account/security')
  await page.getByLabel('Email').fill(alice.email)
  await page.getByLabel('Password', { exact: true }).fill(alice.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/account/security')
})

test('the headers are those of the other builds; styles are allowed one by one', async ({
  request,
}) => {
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
