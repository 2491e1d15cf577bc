import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

// Blink then styles all of these siblings anew at each insertion: a list took half a second per page.
const SIBLINGS_AFTER_HAS = /:has\([^)]*\)[^,{;]*[~+]/

it('no style of an element depends on the content of one before it', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(scss|vue)$/.test(file))
    .filter((file) => SIBLINGS_AFTER_HAS.test(readFileSync(`src/${file}`, 'utf8')))
  expect(files).toEqual([])
})

it('finds such a style', () => {
  expect('.stack > :is(.a, :has(> .a)) ~ :not(.a) {').toMatch(SIBLINGS_AFTER_HAS)
  expect('.a:has(> *) { padding: 1px }').not.toMatch(SIBLINGS_AFTER_HAS)
})
