/**
 * `make responsiveness`: long tasks while scrolling, and the delay of interactions, in Chromium on
 * this machine without throttling.
 */
import { execFileSync } from 'node:child_process'
import { chromium, type Page } from '@playwright/test'
import { importStatement, signIn } from './lighthouse-data.ts'

const LINKS = 10_000
const TRANSACTIONS = 100_000
/** Goal for a task while scrolling, and for an interaction. Other load adds to both. */
const GOAL_MS = 200
/** Both lists load as they are scrolled: this is how far a patient person gets. */
const SCROLL_MS = 30_000

declare global {
  interface Window {
    /** Durations in milliseconds. */
    longTasks: number[]
    interactions: number[]
  }
}

async function observe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.longTasks = []
    window.interactions = []
    const watch = (type: string, into: number[], options: object = {}) =>
      new PerformanceObserver((list) =>
        into.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({ type, buffered: true, ...options })
    watch('longtask', window.longTasks)
    watch('event', window.interactions, { durationThreshold: 16 })
  })
}

/** Scroll for some seconds; return the longest task meanwhile. */
async function scroll(page: Page): Promise<number> {
  await page.evaluate(() => (window.longTasks.length = 0))
  await page.mouse.move(400, 500)
  for (const end = Date.now() + SCROLL_MS; Date.now() < end;) {
    await page.mouse.wheel(0, 1_500)
    await page.waitForTimeout(50)
  }
  return page.evaluate(() => Math.max(0, ...window.longTasks))
}

async function report(page: Page, name: string, rows: number, longestTask: number): Promise<void> {
  const interactions = await page.evaluate(() => window.interactions)
  const measured = {
    'longest task': longestTask,
    'slowest interaction': Math.max(0, ...interactions),
  }
  console.log(`  ${name}: ${rows.toLocaleString('en')} rows loaded`)
  for (const [what, took] of Object.entries(measured)) {
    const mark = took > GOAL_MS ? `, above the goal of ${GOAL_MS} ms` : ''
    console.log(`    ${what} ${Math.round(took)} ms${mark}`)
  }
}

async function links(page: Page): Promise<void> {
  await page.goto('/links/new')
  const rows = page.locator('[data-line]')
  await rows.first().waitFor()
  const longest = await scroll(page)
  for (let press = 0; press < 5; press++) await page.keyboard.press('j')
  await page.locator('[data-line] [data-vote]').nth(3).click()
  await page.waitForTimeout(500)
  await report(page, 'links', await rows.count(), longest)
}

async function transactions(page: Page): Promise<void> {
  let loaded = 0
  page.on('response', async (response) => {
    if (!response.url().includes('/api/transactions/?')) return
    loaded += ((await response.json()) as { results: unknown[] }).results.length
  })
  await page.goto('/transactions')
  await page.locator('tr.transaction').nth(5).waitFor()
  const longest = await scroll(page)
  await page
    .getByRole('button', { name: /^Category of/ })
    .first()
    .click()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await page.getByRole('columnheader', { name: 'Amount' }).getByRole('button').click()
  await page.getByLabel('Search').fill('shop 7')
  await page.waitForTimeout(1_500)
  await report(page, 'transactions', loaded, longest)
}

/** Return an export of this application with ten years of purchases. */
function statement(): string {
  const rows = Array.from({ length: TRANSACTIONS }, (_, index) => {
    const day = new Date(Date.UTC(2016, 0, 1) + (index % 3_650) * 86_400_000)
    const date = day.toISOString().slice(0, 10)
    return `${date},SHOP ${index % 500},,,purchase,${(index % 9_000) / 100 + 1},USD,,`
  })
  return ['date,description,merchant,category,kind,amount,currency,card,statement', ...rows].join(
    '\n',
  )
}

const access = await signIn()
execFileSync('.venv/bin/python', ['-m', 'benchmarks.links_seed', String(LINKS)], {
  env: JSON.parse(process.env.BACKEND_ENVIRONMENT!) as NodeJS.ProcessEnv,
})
await importStatement(access, statement())
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox'],
})
try {
  const page = await browser.newPage({
    baseURL: process.env.BASE_URL,
    viewport: { width: 1440, height: 900 },
  })
  await page.request.post('/api/session/', {
    data: { email: process.env.OPERATOR_EMAIL, password: process.env.OPERATOR_PASSWORD },
  })
  await observe(page)
  await links(page)
  await transactions(page)
} finally {
  await browser.close()
}
