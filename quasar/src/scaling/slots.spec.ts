import { expect, it } from 'vitest'
import { queue } from '../../test/scaling'
import { slots } from './slots'

it('shows workers, then empty slots', () => {
  expect(slots(queue({ maximum: 5, busy: 1, idle: 1, starting: 1 }))).toEqual([
    'busy',
    'idle',
    'starting',
    'empty',
    'empty',
  ])
})

it('shows all workers beyond the maximum', () => {
  expect(slots(queue({ maximum: 1, busy: 2 }))).toEqual(['busy', 'busy'])
})
