import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import type { APIRequestContext } from '@playwright/test' // sample: links
import frontEnd from '../../quasar/package.json' with { type: 'json' }
import { expect, signIn, signOut, test } from './users'
import { newUser, type User } from './users' // sample: links

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

// sample: links begin
/** Submit a link with a comment as this user; return its path. */
async function discuss(request: APIRequestContext, person: User, title: string, body: string) {
  const session = await request.post('/api/session/', { data: person })
  const { access } = (await session.json()) as { access: string }
  const send = async (query: string, variables: object) => {
    const headers = { Authorization: `Bearer ${access}` }
    const response = await request.post('/graphql/', { data: { query, variables }, headers })
    const { data } = (await response.json()) as {
      data: { createLink: { link: { id: string } } }
    }
    return data
  }
  const create = `mutation ($title: String!) {
    createLink(description: $title, text: "A question.") { link { id } }
  }`
  const { id } = (await send(create, { title })).createLink.link
  const comment = `mutation ($link: ID!, $body: String!) {
    createComment(linkId: $link, body: $body) { comment { id } }
  }`
  await send(comment, { link: id, body })
  return `/links/${id}`
}
// sample: links end

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('public pages are rendered by the server', async ({ page }) => {
    for (const [path, status, title, text] of [
      ['/', 200, productName, 'A full-stack application'],
      ['/sign-in', 200, `Sign in · ${productName}`, 'No account yet?'],
      ['/sign-up', 200, `Sign up · ${productName}`, 'Already have an account?'],
      ['/links', 200, `Links · ${productName}`, 'Links: Top'], // sample: links
      ['/links/search', 200, `Search · ${productName}`, 'What are you looking for?'], // sample: links
      ['/nowhere', 404, `Page not found · ${productName}`, "This page doesn't exist or has moved."],
    ] as const) {
      const response = await page.goto(path)
      expect(response?.status(), path).toBe(status)
      await expect(page).toHaveTitle(title)
      await expect(page.getByRole('main')).toContainText(text)
      for (const description of ['name=description', 'property="og:description"']) {
        await expect(page.locator(`meta[${description}]`)).toHaveAttribute('content', /./)
      }
      await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', title)
    }
  })

  // sample: links begin
  test('a discussion is rendered with its comments', async ({ page, request, alice }) => {
    const title = `<b>Bold</b> & "quoted" ${newUser().handle}`
    const path = await discuss(request, alice, title, 'A comment in the page.')
    const response = await page.goto(path)
    expect(response?.status()).toBe(200)
    expect(response?.headers()['cache-control']).toContain('s-maxage')
    await expect(page).toHaveTitle(`${title} · ${productName}`)
    await expect(page.getByRole('heading', { name: title })).toBeVisible()
    await expect(page.getByText('A comment in the page.')).toBeVisible()
    await expect(page.locator('link[rel=canonical]')).toHaveAttribute(
      'href',
      `${process.env.BASE_URL}${path}`,
    )
    await page.goto(`/links/by/${alice.handle}`)
    await expect(page.getByRole('heading', { name: alice.handle })).toBeVisible()
    await page.goto('/')
    await expect(page.getByText('Always on')).toBeVisible()
    for (const unknown of ['/links/999999999', '/links/by/unknown_user']) {
      expect((await page.goto(unknown))?.status(), unknown).toBe(404)
    }
  })
  // sample: links end

  test('a member page is rendered empty', async ({ page }) => {
    const response = await page.goto('/account')
    expect(response?.status()).toBe(200)
    await expect(page).toHaveTitle(`Account · ${productName}`)
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
      const paths = [
        '/',
        '/sign-in',
        '/sign-up',
        '/nowhere',
        '/links', // sample: links
        '/links/search', // sample: links
      ]
      for (const path of paths) {
        await page.goto(path)
        await expectAlive(page)
        await expect(page.locator('body')).toHaveClass(new RegExp(`body--${colorScheme}`))
      }
      expect(heard).toEqual([])
    })
  })
}

// sample: links begin
test('the browser requests nothing that the server has loaded', async ({
  page,
  request,
  alice,
}) => {
  const heard = consoleErrors(page)
  const path = await discuss(request, alice, `Once ${newUser().handle}`, 'Loaded once.')
  const requested: string[] = []
  page.on('request', (sent) => requested.push(new URL(sent.url()).pathname))
  for (const each of ['/', path]) {
    await page.goto(each)
    await expectAlive(page)
  }
  await expect(page.getByText('Loaded once.')).toBeVisible()
  expect(requested.filter((url) => ['/graphql/', '/api/home/'].includes(url))).toEqual([])
  expect(heard).toEqual([])
})
// sample: links end

test('without a backend the page is rendered without its data', async ({ request }) => {
  // It accepts connections and never responds.
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const rendererPort = port === 65_535 ? port - 1 : port + 1
  const quasar = fileURLToPath(new URL('../../quasar', import.meta.url))
  const renderer = spawn(`${quasar}/node_modules/node/bin/node`, [`${quasar}/dist/ssr/index.js`], {
    env: { PORT: String(rendererPort), BACKEND_URL: `http://127.0.0.1:${port}` },
  })
  try {
    const url = `http://127.0.0.1:${rendererPort}/sign-in`
    await expect(async () => void (await request.get(url))).toPass()
    const response = await request.get(url)
    expect(response.status()).toBe(200)
    expect(await response.text()).toContain('No account yet?')
  } finally {
    renderer.kill()
    silent.close()
  }
})

// sample: links begin
test('a rendered page shows the votes of its user', async ({ page, alice }) => {
  const title = `Mine ${newUser().handle}`
  const path = await discuss(page.request, alice, title, 'Mine.')
  const html = await (await page.request.get(path)).text()
  expect(html).toContain(`aria-label="Upvote`)
  await page.goto(path)
  await expect(page.getByRole('button', { name: `Remove upvote for “${title}”` })).toBeVisible()
})
// sample: links end

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

test.describe('for an Arabic reader', () => {
  test.use({ locale: 'ar-EG' })

  test('a page keeps its direction while scripts load', async ({ page }) => {
    await page.addInitScript(() => {
      const seen = new Set<string>()
      Object.assign(window, { directions: () => [...seen] })
      new MutationObserver(() => seen.add(document.documentElement.dir)).observe(document, {
        attributeFilter: ['dir'],
        childList: true,
        subtree: true,
      })
    })
    const response = await page.goto('/sign-in')
    expect(await response!.text()).toContain('<html lang=ar dir=rtl')
    await expectAlive(page)
    const directions = await page.evaluate(() =>
      (window as unknown as { directions: () => string[] }).directions(),
    )
    expect(directions).toEqual(['rtl'])
  })
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
  await expect(page.getByRole('button', { name: 'Account menu' })).toBeVisible()
  await page.goto('/account')
  await expect(page.getByText(alice.email)).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page).not.toHaveURL('/')
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
