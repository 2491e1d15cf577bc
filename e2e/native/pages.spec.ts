import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type BrowserContext } from '@playwright/test'
import { signIn, test, upload } from '../journeys/users'

const quasar = join(import.meta.dirname, '../../quasar')
const BUILDS = {
  electron: join(quasar, 'dist/targets/electron/UnPackaged'),
  android: join(quasar, 'src-capacitor/android/app/src/main/assets/public'),
}

/** Answer all requests of an origin with the files of a build, as Electron and Capacitor do. */
async function serve(context: BrowserContext, origin: string, folder: string) {
  await context.route(`${origin}/**`, (route) => {
    const { pathname } = new URL(route.request().url())
    const path = join(folder, pathname === '/' ? 'index.html' : pathname)
    return existsSync(path) && statSync(path).isFile()
      ? route.fulfill({ path })
      : route.fulfill({ status: 404 })
  })
  // Stands in for Electron's preload script and main process.
  await context.addInitScript(() => {
    Object.assign(window, {
      desktop: {
        readToken: () => Promise.resolve(localStorage.getItem('token')),
        writeToken: (token: string | null) =>
          Promise.resolve(
            token === null
              ? localStorage.removeItem('token')
              : localStorage.setItem('token', token),
          ),
        takeDeliveries: () => Promise.resolve([]),
        onDelivery: () => undefined,
        showMenu: () => Promise.resolve(),
      },
    })
  })
}

for (const [name, folder] of Object.entries(BUILDS)) {
  test(`the pages of ${name} keep a session over a restart`, async ({ alice, context, page }) => {
    const origin = 'https://localhost'
    const errors: string[] = []
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    await serve(context, origin, folder)
    await page.goto(`${origin}/#/sign-in`)
    await signIn(page, alice)
    await expect(page).toHaveURL(`${origin}/#/spending`)
    await page.reload()
    await page.goto(`${origin}/#/statements`)
    await upload(page, 'chase_credit.csv')
    const statement = page.getByRole('link').filter({ hasText: 'chase_credit.csv' })
    // Shown by the WebSocket.
    await expect(statement).toContainText('Imported')

    expect(await context.cookies()).toEqual([])
    expect(errors).toEqual([])
  })
}

test('pages of another origin cannot sign in', async ({ alice, context, page }) => {
  const origin = 'https://other.localhost'
  await serve(context, origin, BUILDS.electron)
  await page.goto(`${origin}/#/sign-in`)
  await signIn(page, alice)
  await expect(page.getByRole('alert')).toContainText('The server cannot be reached.')
})
