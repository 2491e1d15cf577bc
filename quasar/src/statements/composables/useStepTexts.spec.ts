import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { h } from 'vue'
import { spending } from '../../../test/statements'
import { useStepTexts } from './useStepTexts'

const steps = [
  { start: '2026-01-01', spend: '100.00', count: 2, year_before: null },
  { start: '2026-02-01', spend: '150.00', count: 1, year_before: '300.00' },
]

function describe(shown: { byCategory: boolean; compare: boolean }, markers: string[] = []) {
  const stacks = [
    { key: 'travel', spend: ['100.00', '120.00'], count: [1, 1] },
    { key: 'gifts', spend: ['0.00', '0.00'], count: [0, 0] },
    { key: null, spend: ['0.00', '30.00'], count: [0, 2] },
  ]
  let lines: string[] = []
  const facts = spending({ over_time: steps, stacks })
  mount({
    setup() {
      lines = useStepTexts(
        () => facts,
        () => shown,
      ).describe({ index: 1, markers })
      return () => h('p')
    },
  })
  return lines
}

it('useStepTexts describes a step with its change and the year before', () => {
  expect(describe({ byCategory: false, compare: true })).toEqual([
    'February 2026',
    '$150.00 · 1 transaction',
    '+50% from the month before',
    'February 2025 $300.00 (-50%)',
  ])
})

it('useStepTexts lists the parts of a bar from top to bottom with their colours', () => {
  const markers = ['before ', 'a ', 'b ', 'c ']
  expect(describe({ byCategory: true, compare: false }, markers).slice(3)).toEqual([
    'c Other categories $30.00 · 20%',
    'a Travel $120.00 · 80%',
  ])
})
