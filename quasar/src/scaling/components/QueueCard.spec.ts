import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { queue } from '../../../test/scaling'
import { text, the } from '../../../test/screen'
import type { Queue } from '../api'
import QueueCard from './QueueCard.vue'

const show = (facts: Partial<Queue>, age = 0) =>
  open(QueueCard, { props: { queue: queue(facts), age } })

const cost = (dollars: number, since = '2026-03-02T12:00:00Z') => ({
  cost: { since, worker_hours: 1, dollars, always_on_dollars: 2.92 },
})

describe('QueueCard', () => {
  it('shows tasks and workers', async () => {
    await show({ queued: 2, held: 1, wanted: 2, busy: 1, starting: 1, oldest_seconds: 61 }, 10)
    expect(text()).toContain('Backlog3Waiting2In progress1Oldest1 min 11 sec')
    expect(text()).toContain('Desired2Starting1Busy1Idle0')
    expect(the('img').getAttribute('aria-label')).toBe(
      'Workers: 1 busy, 0 idle, 1 starting, max. 2',
    )
  })

  it('names its size limits', async () => {
    await show({})
    expect(text()).toContain('Scales to zero, max. 2')
    expect(text()).toContain('Oldest–')
  })

  it.each([
    [{}, '$0.0241 instead of $2.92 for one always-on worker.'],
    [cost(0.00001), '<$0.0001 instead of $2.92'],
    [cost(4.5), '$4.50; one always-on worker costs $2.92.'],
    [{ minimum: 1 }, '$0.0241. One always-on worker: $2.92.'],
  ])('shows its cost: %o', async (facts, sentence) => {
    await show(facts)
    expect(text()).toContain(`Last 24 hours: ${sentence}`)
  })

  it('names the start of the period if shorter than a day', async () => {
    await show(cost(0, new Date(Date.now() - 3_600_000).toISOString()))
    expect(text()).toMatch(/Since \d+:\d\d.*: \$0\.00 instead of/)
  })
})
