import { readFileSync } from 'node:fs'
import postcss from 'postcss'
import { expect, it } from 'vitest'
import { classTest, quasarFiles, removeUnused } from './used-styles'

const reduced = (css: string, code: string) => {
  const root = postcss.parse(css)
  removeUnused(root, classTest(code))
  return root.toString()
}

it('follows the components in use to those that they contain', () => {
  const files = quasarFiles(`<q-select v-close-popup />\nimport { Notify } from 'quasar'`)
  for (const name of ['QSelect', 'QField', 'QChip', 'QMenu', 'ClosePopup', 'Notify', 'Body']) {
    expect(files.some((file) => file.endsWith(`/${name}.js`), name)).toBe(true)
  }
  expect(files.some((file) => file.endsWith('/QDate.js'))).toBe(false)
})

it('removes components and utility classes that are not used', () => {
  const css = '.q-btn--flat{top:0}.q-date__view{top:0}.row{top:0}.column{top:0}body{top:0}'
  expect(reduced(css, `class="q-btn row"`)).toBe('.q-btn--flat{top:0}.row{top:0}body{top:0}')
})

it('removes single selectors of a rule, and keeps negated ones', () => {
  const css = '.row .q-date, .row:not(.q-date){top:0}'
  expect(reduced(css, 'row')).toBe('.row:not(.q-date){top:0}')
})

it('keeps classes with composed names', () => {
  const css = '.items-start{top:0}.col-xs-12{top:0}.text-negative{top:0}.text-red-5{top:0}'
  const code = "`items-${align} col-${size} text-${color}`, 'q-transition--'"
  expect(reduced(css, code)).toBe('.items-start{top:0}.text-negative{top:0}')
  expect(reduced('.q-transition--fade-enter{top:0}', code)).not.toBe('')
})

it('removes animations without a rule, and empty blocks', () => {
  const css =
    '@keyframes a{to{top:0}}@keyframes b{to{top:0}}@media print{.c{top:0}}.d{animation:a 1s}'
  expect(reduced(css, 'd')).toBe('@keyframes a{to{top:0}}.d{animation:a 1s}')
})

it('keeps the colors of the application only', () => {
  const variables = readFileSync('src/css/quasar.variables.scss', 'utf8')
  const names = [
    ...variables.matchAll(/^\$(primary|secondary|accent|positive|negative|info|warning):/gm),
  ]
  const isUsed = classTest('')
  expect(names.map(([, name]) => name!).every((name) => isUsed(`text-${name}`))).toBe(true)
  expect(isUsed('bg-red-5')).toBe(false)
})
