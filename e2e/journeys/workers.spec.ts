import type { Page } from '@playwright/test'
import { expect, test } from './users'

// The tests share a queue: one at a time, so that each sees its own worker start and stop.
test.describe.configure({ mode: 'default' })

async function runTask(page: Page, seconds: number): Promise<void> {
  await page.goto('/scaling')
  await expect(page.getByText('No tasks yet.')).toBeVisible()
  await page.getByLabel('Seconds').fill(String(seconds))
  await page.getByRole('button', { name: `Run a ${seconds}-second task` }).click()
}

/** Decisions of the queue, newest first; other queues scale meanwhile. */
const decisions = (page: Page) =>
  page
    .getByRole('region', { name: 'Decisions' })
    .getByRole('listitem')
    .filter({ hasText: 'heavy:' })

test('a worker starts for a task and stops when idle', async ({ signedIn: page }) => {
  // The queue is checked periodically, and twice before its last worker stops.
  test.setTimeout(120_000)
  const heavy = page.getByRole('article', { name: 'heavy' })
  await runTask(page, 8)

  await expect(decisions(page).first()).toContainText('heavy: 0 → 1 worker. Task queued')
  const workers = heavy.getByRole('img', { name: /^Workers: [1-9] busy|[1-9] starting/ })
  await expect(workers).toBeVisible({ timeout: 30_000 })
  await expect(page.getByRole('progressbar', { name: '8-second task' })).toBeVisible({
    timeout: 60_000,
  })
  await expect(page.getByRole('table', { name: 'Running tasks' })).toContainText('demo')

  const yours = page.getByRole('list', { name: 'Your tasks' })
  await expect(yours).toContainText('Done', { timeout: 30_000 })
  await expect(
    heavy.getByRole('img', { name: /^Workers: 0 busy, 0 idle, 0 starting/ }),
  ).toBeVisible({ timeout: 60_000 })
  await expect(decisions(page).first()).toContainText('heavy: 1 → 0 workers. Idle')
  // It is loaded once it is scrolled into view.
  await page.getByRole('region', { name: 'Workers over time' }).scrollIntoViewIfNeeded()
  await expect(page.getByRole('img', { name: /Chart of the workers of heavy/ })).toBeVisible()
})

test('a task is cancelled', async ({ signedIn: page }) => {
  test.setTimeout(90_000)
  await runTask(page, 600)

  await page.getByRole('button', { name: 'Cancel 600-second task' }).click()

  const yours = page.getByRole('list', { name: 'Your tasks' })
  await expect(yours).toContainText('Cancelled', { timeout: 30_000 })
  await expect(page.getByRole('button', { name: 'Cancel 600-second task' })).toHaveCount(0)
})
