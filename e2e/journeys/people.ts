import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { expect, test as base, type Page } from '@playwright/test'

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

export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Statements', exact: true })).toBeVisible()
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
    const answer = await request.post('/api/users/', { data: alice })
    expect(answer.status()).toBe(201)
    await use(alice)
  },
  signedIn: async ({ page, alice }, use) => {
    await signIn(page, alice)
    await use(page)
  },
})

export { expect }
