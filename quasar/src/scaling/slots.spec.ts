import { expect, it } from 'vitest'
import { queue } from '../../test/scaling'
import { slots } from './slots'

it('shows the workers that there are, then the room for more', () => {
  expect(slots(queue({ maximum: 5, busy: 1, idle: 1, starting: 1 }))).toEqual([
    'busy',
    'idle',
    'starting',
    'empty',
    'empty',
  ])
})

it('leaves out no worker, however many there are', () => {
  expect(slots(queue({ maximum: 1, busy: 2 }))).toEqual(['busy', 'busy'])
})
