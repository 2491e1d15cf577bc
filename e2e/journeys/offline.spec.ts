import { type APIRequestContext, type Page } from '@playwright/test'
import {
  expect,
  newUser,
  openSection,
  signOut,
  signUp,
  test,
  upload,
  uploadSample,
  type User,
} from './users'

/** Open the page with the service worker in control. */
async function install(page: Page): Promise<void> {
  await page.goto('/')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
}

/** The API as a user, for looking at what has arrived. */
async function apiOf(request: APIRequestContext, user: User) {
  const session = await request.post('/api/session/', { data: user })
  const { access } = (await session.json()) as { access: string }
  const headers = { Authorization: `Bearer ${access}` }
  return {
    async graphql<Data>(query: string, variables: object): Promise<Data> {
      const response = await request.post('/graphql/', { headers, data: { query, variables } })
      return ((await response.json()) as { data: Data }).data
    },
    async statements(): Promise<string[]> {
      const response = await request.get('/api/statements/', { headers })
      const { results } = (await response.json()) as { results: { filename: string }[] }
      return results.map(({ filename }) => filename)
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

const notice = (page: Page) => page.getByText('No connection.')
const waiting = (page: Page) => page.getByRole('region', { name: 'Waiting to be sent' })

async function comment(page: Page, text: string) {
  await page.getByRole('textbox', { name: 'Your comment' }).fill(text)
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(waiting(page)).toContainText(text)
}

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('pages are read offline, and what is done there is sent once', async ({
    signedIn: page,
    context,
    alice,
    playwright,
  }) => {
    // Many pages in one browser: each is installed, visited and read offline.
    test.slow()
    const request = await playwright.request.newContext({ baseURL: process.env.BASE_URL })
    const { id, title, api: his } = await submitLink(request)
    await install(page)
    await uploadSample(page)
    await openSection(page, 'Spending')
    await expect(page.getByRole('heading', { name: 'By merchant' })).toBeVisible()
    await openSection(page, 'Transactions')
    await expect(page.getByText('GRILL TACOMA').first()).toBeVisible()
    await page.getByRole('link', { name: 'Links', exact: true }).click()
    await page.getByRole('link', { name: 'New', exact: true }).click()
    const line = page.getByRole('article').filter({ hasText: title })
    await line.getByRole('link', { name: 'Discuss' }).click()
    await expect(page.getByRole('textbox', { name: 'Your comment' })).toBeVisible()
    const other = await context.newPage()
    await other.goto('/links/new')
    await expect(other.getByRole('article').first()).toBeVisible()

    await context.setOffline(true)
    await page.goto('/spending')
    await expect(notice(page)).toBeVisible()
    await expect(page.getByRole('heading', { name: 'By merchant' })).toBeVisible()
    await openSection(page, 'Transactions')
    await expect(page.getByText('GRILL TACOMA').first()).toBeVisible()
    await expect(notice(page)).toBeVisible()
    await openSection(page, 'Statements')
    await upload(page, 'some_bad_dates.csv')
    await expect(waiting(page)).toContainText('some_bad_dates.csv')
    await page.getByRole('link', { name: 'Links', exact: true }).click()
    await page.getByRole('link', { name: 'New', exact: true }).click()
    await line.getByRole('button', { name: 'Upvote' }).click()
    await expect(line.getByText('2 points')).toBeVisible()
    await line.getByRole('link', { name: 'Discuss' }).click()
    await comment(page, 'Written on a train.')
    await comment(page, 'Regretted on a train.')
    await waiting(page).getByRole('button', { name: 'Cancel: Regretted on a train.' }).click()
    await expect(waiting(page).getByRole('listitem')).toHaveCount(3)

    // They outlive a reload, and both tabs know them.
    await page.reload()
    await expect(waiting(page).getByRole('listitem')).toHaveCount(3)
    await expect(notice(page)).toBeVisible()
    await expect(waiting(other).getByRole('listitem')).toHaveCount(3)

    await context.setOffline(false)
    await expect(waiting(page)).toBeHidden()
    await expect(waiting(other)).toBeHidden()
    await expect(notice(page)).toBeHidden()
    await expect(page.getByText('Written on a train.')).toBeVisible()
    expect(await linkIs(his, id)).toEqual({ score: 2, comments: ['Written on a train.'] })
    const hers = await apiOf(request, alice)
    expect((await hers.statements()).sort()).toEqual(['chase_credit.csv', 'some_bad_dates.csv'])

    await signOut(page)
    await context.setOffline(true)
    await page.goto('/spending')
    await expect(page.getByRole('main').getByLabel('Email')).toBeVisible()
    expect(await storedEntries(page)).toEqual({ responses: 0, outbox: 0 })
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

  test('another application shares a link and a file', async ({ signedIn: page }) => {
    await install(page)
    await share(page, { title: 'A page', text: 'Worth it. https://example.com/a' })
    await expect(page).toHaveURL(/\/links\/submit$/)
    await expect(page.getByLabel('URL')).toHaveValue('https://example.com/a')
    await expect(page.getByLabel('Title')).toHaveValue('A page')

    await share(page, { files: 'Date,Description,Amount\n2026-01-02,Bakery,-3.20\n' })
    const shared = page.getByRole('region', { name: 'Files from another app' })
    await expect(shared).toContainText('shared.csv')
    await shared.getByRole('button', { name: 'Upload' }).click()
    await expect(page.getByRole('link').filter({ hasText: 'shared.csv' })).toBeVisible()
    await expect(shared).toBeHidden()
    await expect(page).toHaveURL(/\/statements$/)
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

/** Post to the share target of the manifest, as the system does; `files` is the content of one. */
async function share(page: Page, fields: Record<string, string>): Promise<void> {
  await page.evaluate((values) => {
    const form = document.createElement('form')
    Object.assign(form, { action: '/share', method: 'post', enctype: 'multipart/form-data' })
    for (const [name, value] of Object.entries(values)) {
      const input = document.createElement('input')
      input.name = name
      if (name === 'files') {
        input.type = 'file'
        const transfer = new DataTransfer()
        transfer.items.add(new File([value], 'shared.csv', { type: 'text/csv' }))
        input.files = transfer.files
      } else input.value = value
      form.append(input)
    }
    document.body.append(form)
    form.submit()
  }, fields)
}

/** Count the entries of the databases in this browser. */
function storedEntries(page: Page) {
  return page.evaluate(async () => {
    const open = (name: string) =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(new Error(name))
      })
    const countOf = async (name: string, store: string) => {
      const database = await open(name)
      const counting = database.transaction(store).objectStore(store).count()
      return new Promise<number>((resolve) => {
        counting.onsuccess = () => resolve(counting.result)
      })
    }
    return {
      responses: await countOf('responses', 'responses'),
      outbox: await countOf('outbox', 'requests'),
    }
  })
}
