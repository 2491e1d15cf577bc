import { resolve } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { startSession } from '../journeys/users'

/** The account of `make up`, with its data. */
const DEMO = { email: 'demo@example.com', password: 'demo-of-the-application', handle: 'demo' }
const IMAGES = resolve(import.meta.dirname, '../../documentation/images')

export const test = base.extend<{ demo: Page }>({
  demo: async ({ page }, use) => {
    await startSession(page.context(), DEMO)
    // A first visit shows the system's font, and later ones that of the site.
    await page.goto('/')
    await page.waitForLoadState('networkidle')
    await use(page)
  },
})

/** Write the visible part of the page to documentation/images/. */
export async function takePicture(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: `${IMAGES}/${name}.png` })
}
