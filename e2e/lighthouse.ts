/** `make lighthouse`: budgets of size and speed for the built application on a mid-range phone. */
import { launch } from 'chrome-launcher'
import lighthouse, { type Result } from 'lighthouse'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const PAGES = { start: '/', 'sign-in': '/sign-in', workers: '/scaling' }
const SCORES = { performance: 75, accessibility: 100, 'best-practices': 100, seo: 100 }
/** Uncompressed kilobytes, which the phone has to parse. */
const SIZES = { Script: 500, Stylesheet: 250, Font: 60 }
/** Scores are medians, as single runs may coincide with other load. */
const RUNS = 3

type Item = { resourceType?: string; resourceSize?: number }

const folder = process.argv[2] ?? 'lighthouse'
mkdirSync(folder, { recursive: true })
const chrome = await launch({
  chromePath: process.env.CHROMIUM,
  // Chromium has no sandbox as root, the user of containers.
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage'],
})
const broken: string[] = []
try {
  for (const [name, path] of Object.entries(PAGES)) {
    const runs: Result[] = []
    for (let run = 0; run < RUNS; run++) runs.push(await look(name, path))
    runs.sort((one, other) => score(one, 'performance') - score(other, 'performance'))
    judge(name, runs[Math.floor(RUNS / 2)]!)
  }
} finally {
  chrome.kill()
}
if (broken.length > 0) {
  console.error(`\n${broken.map((line) => `  ✗ ${line}`).join('\n')}\n\n  The reports: ${folder}`)
  process.exitCode = 1
}

/** Retry once if the browser lost its trace, as Lighthouse recommends for busy machines. */
async function look(name: string, path: string, attempts = 2): Promise<Result> {
  const done = await lighthouse(`${process.env.BASE_URL}${path}`, {
    port: chrome.port,
    output: 'html',
    logLevel: 'error',
    onlyCategories: Object.keys(SCORES),
  })
  if (!done || done.lhr.runtimeError) {
    if (attempts > 1) return look(name, path, attempts - 1)
    throw new Error(`${path} was not read: ${done?.lhr.runtimeError?.message ?? 'no result'}`)
  }
  writeFileSync(join(folder, `${name}.html`), done.report as string)
  return done.lhr
}

function judge(name: string, result: Result): void {
  const said: string[] = []
  for (const [category, least] of Object.entries(SCORES)) {
    const reached = score(result, category)
    said.push(`${category} ${reached}`)
    if (reached < least) {
      broken.push(`${name}: ${category} is ${reached} of ${least}${reasons(result, category)}`)
    }
  }
  const details = result.audits['network-requests']?.details as { items: Item[] }
  for (const [type, most] of Object.entries(SIZES)) {
    const bytes = details.items
      .filter(({ resourceType }) => resourceType === type)
      .reduce((sum, { resourceSize = 0 }) => sum + resourceSize, 0)
    const kilobytes = Math.round(bytes / 1000)
    said.push(`${type.toLowerCase()} ${kilobytes} kB`)
    if (kilobytes > most) broken.push(`${name}: ${kilobytes} kB of ${type}, ${most} are allowed`)
  }
  console.log(`  ${name}: ${said.join(', ')}`)
}

function score(result: Result, category: string): number {
  return Math.round((result.categories[category]?.score ?? 0) * 100)
}

function reasons(result: Result, category: string): string {
  const found = (result.categories[category]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (result.audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => id)
  return found.length > 0 ? ` (${found.join(', ')})` : ''
}
