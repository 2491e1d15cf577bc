import axe from 'axe-core'
import { expect, type Page } from '@playwright/test'

const pathOf = (page: Page) => new URL(page.url()).pathname

/** Wait until the page and its data are shown. */
export async function loaded(page: Page): Promise<void> {
  await expect(page.locator('h1')).toHaveCount(1)
  await expect(page.locator('[aria-busy=true], .q-skeleton')).toHaveCount(0)
}

/** Fail on violations of axe's rules. */
export async function expectNoBarrier(
  page: Page,
  { label = pathOf(page), ...options }: { label?: string } & axe.RunOptions = {},
): Promise<void> {
  // The colors of the themes change in a transition.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  )
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const violations = await page.evaluate(
    async (options) => {
      const found = await (window as unknown as { axe: typeof axe }).axe.run(options)
      return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])
    },
    // No page has frames or media, and the styles need no second download.
    {
      resultTypes: ['violations'],
      iframes: false,
      preload: false,
      ...options,
    } satisfies axe.RunOptions,
  )
  expect.soft(violations, label).toEqual([])
}

export async function expectNoOverflow(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect.soft(overflow, `${pathOf(page)} scrolls sideways`).toBe(0)
  // The bar is fixed, so its overflow cannot be scrolled to.
  const last = page.getByRole('banner').getByRole('button').last()
  await expect.soft(last).toBeInViewport({ ratio: 1 })
}

/** Fail on targets below 24 × 24 px (WCAG 2.5.8), and on low primary actions for fingers. */
export async function expectLargeTargets(page: Page, label = pathOf(page)): Promise<void> {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, [role=button]')]
      // Links within text may have the height of their line.
      .filter((target) => target.checkVisibility() && getComputedStyle(target).display !== 'inline')
      .map((target) => {
        const { width, height } = target.getBoundingClientRect()
        const least = target.matches('.q-btn.bg-primary:not([aria-pressed])') ? 44 : 24
        return { target, width, height, least }
      })
      // Rounded: a fraction of a pixel is not visible.
      .filter(({ width, height, least }) => Math.round(Math.min(width, height)) < least)
      .map(({ target, width, height }) => `${width} × ${height}: ${target.outerHTML}`),
  )
  expect.soft(small, label).toEqual([])
}

/** Sum up the layout shifts of each document that the page loads. */
export async function observeLayoutShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: { value: number; nodes: string[] }[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number
        hadRecentInput: boolean
        sources: { node: Element | null }[]
      })[]) {
        if (entry.hadRecentInput) continue
        const nodes = entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? '')
        shifts.push({ value: entry.value, nodes })
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

export async function expectStableLayout(page: Page): Promise<void> {
  const shifts = await page.evaluate(
    () => (window as unknown as { shifts: { value: number; nodes: string[] }[] }).shifts,
  )
  const sum = shifts.reduce((sum, { value }) => sum + value, 0)
  expect
    .soft(sum, `${pathOf(page)} moved by ${JSON.stringify(shifts, null, 1)}`)
    .toBeLessThanOrEqual(0.02)
}
