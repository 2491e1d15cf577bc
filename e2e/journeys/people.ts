import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { expect, test as base, type APIRequestContext, type Page } from '@playwright/test'

export interface Person {
  email: string
  password: string
  handle: string
}

/** Somebody nobody has heard of yet. */
export function stranger(): Person {
  const handle = `p${randomUUID().slice(0, 8)}`
  return { handle, email: `${handle}@example.com`, password: 'correct-horse-battery' }
}

/** The newest mail to an address, once it is there. */
export async function mailTo(request: APIRequestContext, email: string, subject: string) {
  let text = ''
  await expect
    .poll(async () => {
      const answer = await request.get('/mailbox/', { params: { format: 'json', to: email } })
      const mails = (await answer.json()) as { subject: string; text: string }[]
      text = mails.find((mail) => mail.subject === subject)?.text ?? ''
      return text
    })
    .not.toBe('')
  return text
}

/** The path, with its query, of the link in a mail. */
export function linkIn(mail: string): string {
  const link = /https?:\/\/\S+/.exec(mail)
  if (!link) throw new Error(`No link in: ${mail}`)
  const { pathname, search } = new URL(link[0])
  return pathname + search
}

/** Without a page: most journeys begin later. */
export async function signUp(request: APIRequestContext, person: Person): Promise<void> {
  expect((await request.post('/api/users/', { data: person })).status()).toBe(202)
  const link = linkIn(await mailTo(request, person.email, 'Confirm your address'))
  const token = new URLSearchParams(link.split('?')[1]).get('token')
  expect((await request.post('/api/users/confirm/', { data: { token } })).status()).toBe(201)
}

export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Spending', exact: true })).toBeVisible()
}

export async function openRoom(page: Page, name: 'Spending' | 'Transactions' | 'Statements') {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { name, exact: true, level: 1 })).toBeVisible()
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account menu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('link', { name: 'Sign up' })).toBeVisible()
}

export async function upload(page: Page, file: string): Promise<void> {
  const path = fileURLToPath(new URL(`../samples/${file}`, import.meta.url))
  await page.getByLabel('Choose a CSV file').setInputFiles(path)
}

/** `alice` has an account; `signedIn` is her, already looking at her statements. No journey may do
 *  what the content security policy forbids. */
export const test = base.extend<{ alice: Person; signedIn: Page; withinPolicy: void }>({
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
    const alice = stranger()
    await signUp(request, alice)
    await use(alice)
  },
  signedIn: async ({ page, alice }, use) => {
    await signIn(page, alice)
    await openRoom(page, 'Statements')
    await use(page)
  },
})

export { expect }
