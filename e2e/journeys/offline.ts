import { type APIRequestContext, type Page } from '@playwright/test'
import { expect, type User } from './users'

/** Open the page with the service worker in control. */
export async function install(page: Page): Promise<void> {
  await page.goto('/')
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated')
}

/** Sign in to the API, to look at what has arrived; return the headers of requests. */
export async function headersOf(request: APIRequestContext, user: User) {
  const session = await request.post('/api/session/', { data: user })
  const { access } = (await session.json()) as { access: string }
  return { Authorization: `Bearer ${access}` }
}

export const notice = (page: Page) => page.getByText('No connection.')
export const waiting = (page: Page) => page.getByRole('region', { name: 'Waiting to be sent' })

/** Post to the share target of the manifest, as the system does; `files` is the content of one. */
export async function share(page: Page, fields: Record<string, string>): Promise<void> {
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

/** Return the keys of what the databases in this browser store. */
export function storedKeys(page: Page) {
  return page.evaluate(async () => {
    const open = (name: string) =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(new Error(name))
      })
    const keysOf = async (name: string, store: string) => {
      const database = await open(name)
      const reading = database.transaction(store).objectStore(store).getAllKeys()
      return new Promise<IDBValidKey[]>((resolve) => {
        reading.onsuccess = () => resolve(reading.result)
      })
    }
    return {
      responses: await keysOf('responses', 'responses'),
      outbox: await keysOf('outbox', 'requests'),
    }
  })
}

/**
 * Cut the network when the responses whose keys begin so are stored: they are shown before, and a
 * page that is left meanwhile stores nothing more.
 */
export async function goOffline(page: Page, ...stored: string[]): Promise<void> {
  const missing = async () => {
    const keys = (await storedKeys(page)).responses.map(String)
    return stored.filter((start) => !keys.some((key) => key.startsWith(start)))
  }
  await expect.poll(missing).toEqual([])
  await page.context().setOffline(true)
}
