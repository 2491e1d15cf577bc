import { type APIRequestContext, type Page } from '@playwright/test'
import { goOffline, headersOf, install, notice, share, storedKeys, waiting } from './offline'
import { expect, newUser, signOut, signUp, test, type User } from './users'

/** The GraphQL API as a user, for looking at what has arrived. */
async function apiOf(request: APIRequestContext, user: User) {
  const headers = await headersOf(request, user)
  return {
    async graphql<Data>(query: string, variables: object): Promise<Data> {
      const response = await request.post('/graphql/', { headers, data: { query, variables } })
      return ((await response.json()) as { data: Data }).data
    },
  }
}

type Api = Awaited<ReturnType<typeof apiOf>>

/** Submit a link of another user, to vote on. */
async function submitLink(request: APIRequestContext) {
  const bob = newUser()
  await signUp(request, bob)
  const api = await apiOf(request, bob)
  const title = `A page about ${bob.handle}`
  const { createLink } = await api.graphql<{ createLink: { link: { id: string } } }>(
    'mutation ($url: String, $title: String) { createLink(url: $url, description: $title) { link { id } } }',
    { url: `https://example.com/${bob.handle}`, title },
  )
  return { id: createLink.link.id, title, api }
}

async function linkIs(api: Api, id: string) {
  const { link } = await api.graphql<{
    link: { score: number; comments: { edges: { node: { body: string } }[] } }
  }>('query ($id: ID!) { link(id: $id) { score comments { edges { node { body } } } } }', { id })
  return { score: link.score, comments: link.comments.edges.map(({ node }) => node.body) }
}

async function comment(page: Page, text: string) {
  await page.getByRole('textbox', { name: 'Your comment' }).fill(text)
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(waiting(page)).toContainText(text)
}

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('links are read offline, and what is done there is sent once', async ({
    signedIn: page,
    context,
    playwright,
  }) => {
    test.slow()
    const request = await playwright.request.newContext({ baseURL: process.env.BASE_URL })
    const { id, title, api: his } = await submitLink(request)
    await install(page)
    await page.getByRole('link', { name: 'Links', exact: true }).click()
    await page.getByRole('link', { name: 'New', exact: true }).click()
    const line = page.getByRole('article').filter({ hasText: title })
    await line.getByRole('link', { name: 'Discuss' }).click()
    await expect(page.getByRole('textbox', { name: 'Your comment' })).toBeVisible()
    const other = await context.newPage()
    await other.goto('/links/new')
    await expect(other.getByRole('article').first()).toBeVisible()

    await goOffline(page, 'graphql Feed', 'graphql Link ')
    await page.goto('/links/new')
    await expect(notice(page)).toBeVisible()
    await line.getByRole('button', { name: 'Upvote' }).click()
    await expect(line.getByText('2 points')).toBeVisible()
    await line.getByRole('link', { name: 'Discuss' }).click()
    await comment(page, 'Written on a train.')
    await comment(page, 'Regretted on a train.')
    await waiting(page).getByRole('button', { name: 'Cancel: Regretted on a train.' }).click()
    await expect(waiting(page).getByRole('listitem')).toHaveCount(2)

    // They outlive a reload, and both tabs know them.
    await page.reload()
    await expect(waiting(page).getByRole('listitem')).toHaveCount(2)
    await expect(notice(page)).toBeVisible()
    await expect(waiting(other).getByRole('listitem')).toHaveCount(2)

    await context.setOffline(false)
    await expect(waiting(page)).toBeHidden()
    await expect(waiting(other)).toBeHidden()
    await expect(notice(page)).toBeHidden()
    await expect(page.getByText('Written on a train.')).toBeVisible()
    expect(await linkIs(his, id)).toEqual({ score: 2, comments: ['Written on a train.'] })

    await signOut(page)
    expect(await storedKeys(page)).toEqual({ responses: [], outbox: [] })
    await request.dispose()
  })

  test('a new release waits for the user, and takes over without losing a draft', async ({
    signedIn: page,
  }) => {
    await install(page)
    await page.goto('/links/submit')
    await page.getByLabel('Title').fill('A draft')
    // The same worker under another URL is a new one to the browser, as a changed file would be.
    await page.evaluate(() => navigator.serviceWorker.register('/sw.js?another-release'))
    await expect(page.getByText('A new version is ready.')).toBeVisible()
    const scriptUrl = () => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)
    expect(await scriptUrl()).not.toContain('another-release')
    await expect(page.getByLabel('Title')).toHaveValue('A draft')

    const isLoaded = page.waitForEvent('load')
    await page.getByRole('button', { name: 'Reload' }).click()
    await isLoaded
    expect(await scriptUrl()).toContain('another-release')
    await expect(page.getByLabel('Title')).toHaveValue('A draft')
  })

  test('another application shares a link', async ({ signedIn: page }) => {
    await install(page)
    await share(page, { title: 'A page', text: 'Worth it. https://example.com/a' })
    await expect(page).toHaveURL(/\/links\/submit$/)
    await expect(page.getByLabel('URL')).toHaveValue('https://example.com/a')
    await expect(page.getByLabel('Title')).toHaveValue('A page')
  })
})

test('a comment whose response is lost is created once', async ({ signedIn: page, playwright }) => {
  const request = await playwright.request.newContext({ baseURL: process.env.BASE_URL })
  const { id, api } = await submitLink(request)
  await page.goto(`/links/${id}`)
  let lost = 0
  await page.route('**/graphql/', async (route) => {
    if (lost || !route.request().postData()?.includes('mutation CreateComment')) {
      return route.continue()
    }
    lost += 1
    await route.fetch()
    return route.abort()
  })
  await comment(page, 'Once.')
  await expect(waiting(page)).toBeHidden()
  expect(lost).toBe(1)
  expect((await linkIs(api, id)).comments).toEqual(['Once.'])
  await request.dispose()
})
