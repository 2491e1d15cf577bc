import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, signUp, newUser, test, upload } from './users'

test('the original file is returned unchanged, to its owner only', async ({
  signedIn: page,
  playwright,
  baseURL,
}) => {
  await page.goto('/statements')
  await upload(page, 'chase_credit.csv')
  await page.getByRole('link').filter({ hasText: 'chase_credit.csv' }).click()
  await expect(page.getByRole('heading', { name: 'chase_credit.csv' })).toBeVisible()

  const responded = page.waitForResponse((response) => response.url().includes('/file/'))
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Original file' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('chase_credit.csv')
  const sample = fileURLToPath(new URL('../samples/chase_credit.csv', import.meta.url))
  expect(await readFile(await download.path())).toEqual(await readFile(sample))

  const outsider = await playwright.request.newContext({ baseURL })
  const response = await responded
  const { url } = (await response.json()) as { url: string }
  const { pathname } = new URL(url, baseURL)
  expect(pathname).toMatch(/^\/media\/private\//)
  // Only the signed URL works, neither the path alone nor a session.
  expect((await outsider.get(url)).status()).toBe(200)
  expect((await outsider.get(pathname)).status()).toBe(403)
  expect((await page.request.get(pathname)).status()).toBe(403)
  const other = pathname.replace(/[^/]+$/, 'another.csv')
  expect((await outsider.get(url.replace(pathname, other))).status()).toBe(403)

  const bob = newUser()
  await signUp(outsider, bob)
  const session = await outsider.post('/api/session/', { data: bob })
  const { access } = (await session.json()) as { access: string }
  const headers = { Authorization: `Bearer ${access}` }
  expect((await outsider.get(response.url(), { headers })).status()).toBe(404)
  expect((await outsider.get(pathname, { headers })).status()).toBe(403)
  await outsider.dispose()
})
