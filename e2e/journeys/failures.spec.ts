import type { Page, Route } from '@playwright/test'
import { pageRoutes } from './page-routes'
import {
  expect,
  test,
  upload, // sample: statements
  uploadSample, // sample: statements
} from './users'

const DATA = /\/(api|graphql)\//
/** Requests of the frame around a page, and of live updates. */
const FRAME = /\/api\/(session|site|client-errors|socket-tickets)\/|UnreadReplies/
const SERVER_ERROR = 'The server returned an error.'
const WITHOUT_DATA = [
  'confirm-sign-up',
  'forgot-password',
  'reset-password',
  'confirm-email',
  'undo-email',
  'keep-account',
  'submit-link', // sample: links
  'search-links', // sample: links
  'not-found',
]
const OPTIONAL_PARAMETERS: Record<string, string> = {
  // sample: links begin
  links: '/links',
  'past-links': '/links/past',
  // sample: links end
}

const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' })

/** Hold the page's requests for data until `fail` answers them, and later ones, by an error. */
async function holdData(page: Page) {
  const held: Route[] = []
  const reject = (route: Route) => route.fulfill({ status: 500 })
  let isOpen = false
  await page.route(DATA, async (route) => {
    const request = route.request()
    if (FRAME.test(request.url() + request.postData())) return route.fallback()
    if (isOpen) await reject(route)
    else held.push(route)
  })
  return {
    held,
    async fail() {
      isOpen = true
      await Promise.all(held.map(reject))
    },
  }
}

test('every page shows that it loads, and an error with a way to try again', async ({
  signedIn: page,
}) => {
  test.setTimeout(240_000)
  for (const { path, name, audience } of await pageRoutes()) {
    const url = OPTIONAL_PARAMETERS[name] ?? path
    if (url.includes(':') || audience === 'guest' || WITHOUT_DATA.includes(name)) continue
    const { held, fail } = await holdData(page)
    await page.goto(url)
    await expect.poll(() => held.length, `requests of ${url}`).toBeGreaterThan(0)
    const main = page.getByRole('main')
    await expect(
      main.locator('[role=progressbar], [aria-busy=true], .q-skeleton').first(),
      `progress of ${url}`,
    ).toBeVisible()

    await fail()
    await expect(main.getByText(SERVER_ERROR).first(), `error of ${url}`).toBeVisible()
    await page.unroute(DATA)
    await expect(async () => {
      const retry = tryAgain(page).first()
      // Gone if an earlier press has only taken longer.
      if (await retry.isVisible()) await retry.click({ timeout: 1_000 })
      await expect(page.getByText(SERVER_ERROR)).toHaveCount(0, { timeout: 1_000 })
    }, `the page ${url} again`).toPass()
  }
})

// sample: statements begin
test('an upload says why it was rejected', async ({ signedIn: page }) => {
  await page.goto('/statements')
  const uploads = page.getByRole('region', { name: 'Upload' })
  const answers: [status: number, detail: string | undefined, shown: string][] = [
    [413, undefined, 'The file is too large for the server.'],
    [429, 'Request was throttled. Expected available in 60 seconds.', 'available in 60 seconds'],
    [503, undefined, SERVER_ERROR],
  ]
  for (const [status, detail, shown] of answers) {
    await page.route('**/api/statements/', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status, json: detail && { title: 'Rejected', detail } })
        : route.fallback(),
    )
    await upload(page, 'chase_credit.csv')
    await expect(uploads.getByText(shown)).toBeVisible()
    await page.unroute('**/api/statements/')
  }
  await uploadSample(page)
})
// sample: statements end

// sample: links begin
test('a comment that fails stays in its field, also after a reload', async ({ signedIn: page }) => {
  await page.goto('/links/submit')
  await page.getByLabel('Title').fill('Ask: what was worth reading twice?')
  await page.getByLabel('Text').fill('Not counting novels.')
  await page.getByRole('main').getByRole('button', { name: 'Submit' }).click()
  const field = page.getByRole('textbox', { name: 'Your comment' })
  await expect(field).toBeVisible()
  await page.route('**/graphql/', (route) =>
    route.request().postData()?.includes('mutation')
      ? route.fulfill({ status: 502 })
      : route.fallback(),
  )
  await field.fill('A manual.')
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText(SERVER_ERROR)
  await page.unroute('**/graphql/')
  await page.reload()
  await expect(field).toHaveValue('A manual.')
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(page.getByRole('article').getByText('A manual.')).toBeVisible()
})
// sample: links end

// sample: statements begin
test('a page catches up after its live connection was dropped', async ({ signedIn: page }) => {
  const drops: (() => Promise<void>)[] = []
  await page.routeWebSocket(/./, (socket) => {
    socket.connectToServer()
    drops.push(() => socket.close({ code: 1011 }))
  })
  await page.goto('/statements')
  await expect(page.getByText('No statements yet')).toBeVisible()
  await expect.poll(() => drops.length).toBe(1)
  await drops[0]!()
  await uploadSample(await page.context().newPage())
  await expect(page.getByText('12 rows')).toBeVisible()
})
// sample: statements end
