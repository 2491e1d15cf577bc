import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { queue } from '../../../test/scaling'
import { text, the } from '../../../test/screen'
import type { Queue } from '../scaling'
import QueueCard from './QueueCard.vue'

const show = (facts: Partial<Queue>, age = 0) =>
  open(QueueCard, { props: { queue: queue(facts), age } })

const cost = (dollars: number, since = '2026-03-02T12:00:00Z') => ({
  cost: { since, worker_hours: 1, dollars, always_on_dollars: 2.92 },
})

describe('a queue', () => {
  it('shows its tasks and its workers', async () => {
    await show({ queued: 2, held: 1, wanted: 2, busy: 1, starting: 1, oldest_seconds: 61 }, 10)
    expect(text()).toContain('Demand3Waiting2In work1Oldest1 min 11 sec')
    expect(text()).toContain('Wanted2Starting1Busy1Idle0')
    expect(the('img').getAttribute('aria-label')).toBe(
      'Workers: 1 busy, 0 idle, 1 starting, of at most 2',
    )
  })

  it('says whether it scales to zero', async () => {
    await show({})
    expect(text()).toContain('Scales to zero, at most 2')
    expect(text()).toContain('Oldest–')
  })

  it.each([
    [{}, '$0.0241 instead of $2.92 for one worker that is always on.'],
    [cost(0.00001), '<$0.0001 instead of $2.92'],
    [cost(4.5), '$4.50, where one worker that is always on costs $2.92.'],
    [{ minimum: 1 }, '$0.0241. One worker that is always on: $2.92.'],
  ])('says what it cost: %o', async (facts, sentence) => {
    await show(facts)
    expect(text()).toContain(`Last 24 hours: ${sentence}`)
  })

  it('says since when it is counted, where that is less than a day', async () => {
    await show(cost(0, new Date(Date.now() - 3_600_000).toISOString()))
    expect(text()).toMatch(/Since \d+:\d\d.*: \$0\.00 instead of/)
  })
})
