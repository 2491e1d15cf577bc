import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url' // sample: statements
import {
  expect,
  request as requests,
  test as base,
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  type Page,
} from '@playwright/test'

export interface User {
  email: string
  password: string
  handle: string
}

/** Return the credentials of a new user. */
export function newUser(): User {
  const handle = `p${randomUUID().slice(0, 8)}`
  return { handle, email: `${handle}@example.com`, password: 'correct-horse-battery' }
}

/** Wait for an email with this subject and return its text. */
export async function emailTo(request: APIRequestContext, email: string, subject: string) {
  let text = ''
  await expect
    .poll(async () => {
      const response = await request.get('/mailbox/', { params: { format: 'json', to: email } })
      const mails = (await response.json()) as { subject: string; text: string }[]
      text = mails.find((mail) => mail.subject === subject)?.text ?? ''
      return text
    })
    .not.toBe('')
  return text
}

/** Return path, query and fragment of the link in an email. */
export function linkIn(mail: string): string {
  const link = /https?:\/\/\S+/.exec(mail)
  if (!link) throw new Error(`No link in: ${mail}`)
  const { pathname, search, hash } = new URL(link[0])
  return pathname + search + hash
}

/** Create a confirmed account through the API, without a session. */
export async function signUp(request: APIRequestContext, person: User): Promise<void> {
  expect((await request.post('/api/users/', { data: person })).status()).toBe(202)
  const link = linkIn(await emailTo(request, person.email, 'Confirm your email'))
  const token = new URLSearchParams(link.split('#')[1]).get('token')
  // Confirming signs in the browser that signed up.
  const elsewhere = await requests.newContext({ baseURL: process.env.BASE_URL })
  expect((await elsewhere.post('/api/users/confirm/', { data: { token } })).status()).toBe(201)
  await elsewhere.dispose()
}

/** Start a session as the sign-in page does: its cookie stays in the context. */
export async function startSession(context: BrowserContext, person: User): Promise<void> {
  const response = await context.request.post('/api/session/', { data: person })
  expect(response.status()).toBe(200)
}

export async function expectSignedIn(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Account menu' })).toBeVisible()
}

/** Return a page of the user in another browser. */
export async function openElsewhere(browser: Browser, user: User): Promise<Page> {
  const context = await browser.newContext()
  await startSession(context, user)
  const other = await context.newPage()
  await other.goto('/account/data')
  await expectSignedIn(other)
  return other
}

/** Submit the open sign-in page. */
export async function signIn(page: Page, person: User): Promise<void> {
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
}

export async function openSignIn(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).click()
}

// sample: statements begin
export async function openSection(page: Page, name: 'Spending' | 'Transactions' | 'Statements') {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { name, exact: true, level: 1 })).toBeVisible()
}
// sample: statements end

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account menu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign up' })).toBeVisible()
}

// sample: statements begin
export async function upload(page: Page, file: string, label = 'Choose a file') {
  const path = fileURLToPath(new URL(`../samples/${file}`, import.meta.url))
  await page.getByLabel(label).setInputFiles(path)
}

export async function uploadSample(page: Page): Promise<void> {
  await page.goto('/statements')
  await upload(page, 'chase_credit.csv')
  await expect(page.getByText('12 rows')).toBeVisible()
}
// sample: statements end

/** `alice` has an account; `signedIn` is a blank page with her session. Every test fails on
 *  violations of the content security policy. */
export const test = base.extend<{ alice: User; signedIn: Page; withinPolicy: void }>({
  withinPolicy: [
    async ({ context }, use) => {
      const violations: string[] = []
      context.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) violations.push(message.text())
      })
      await use()
      expect(violations).toEqual([])
    },
    { auto: true },
  ],
  alice: async ({ request }, use) => {
    const alice = newUser()
    await signUp(request, alice)
    await use(alice)
  },
  signedIn: async ({ page, alice }, use) => {
    await startSession(page.context(), alice)
    await use(page)
  },
})

export { expect }
