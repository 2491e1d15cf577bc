import { expect, it } from 'vitest'
import { demo } from '../../test/scaling'
import { isRunnable, recent } from './demo-tasks'

it.each([1, 60, 7200])('a task may take %s seconds', (seconds) => {
  expect(isRunnable(seconds)).toBe(true)
})

it.each([0, 7201, 1.5, '', 'ten', undefined])('a task may not take "%s" seconds', (seconds) => {
  expect(isRunnable(seconds)).toBe(false)
})

it('keeps unfinished tasks and the last three finished ones', () => {
  const ended = (id: string) => demo({ id, state: 'ended' })
  const demos = [
    ended('e1'),
    demo({ id: 'r' }),
    ended('e2'),
    demo({ id: 'c', state: 'cancelled' }),
    ended('e3'),
    demo({ id: 'w', state: 'waiting' }),
  ]
  expect(recent(demos).map(({ id }) => id)).toEqual(['e1', 'r', 'e2', 'c', 'w'])
})
