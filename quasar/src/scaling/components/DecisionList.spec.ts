import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { decision } from '../../../test/scaling'
import { all, press, text } from '../../../test/screen'
import type { Decision } from '../api'
import DecisionList from './DecisionList.vue'

const show = (decisions: Decision[]) => open(DecisionList, { props: { decisions } })

describe('DecisionList', () => {
  it.each<[Partial<Decision>, string]>([
    [{ reason: 'woken' }, 'heavy: 0 → 1 worker. Task queued, no worker running: backlog 1.'],
    [
      { reason: 'woken', before: 1, after: 2, demand: 1200 },
      'heavy: 1 → 2 workers. Another task queued, not enough workers: backlog 1,200.',
    ],
    [
      { reason: 'repaired', demand: 3 },
      'heavy: 0 → 1 worker. The periodic check found too few workers: backlog 3.',
    ],
    [
      { reason: 'scaled_out', before: 1, after: 2, demand: 5 },
      'heavy: 1 → 2 workers. All workers busy, more tasks waiting: backlog 5.',
    ],
    [
      { reason: 'scaled_in', before: 1, after: 0, demand: 0 },
      'heavy: 1 → 0 workers. Idle, backlog 0 in two consecutive checks.',
    ],
    [
      { reason: 'scaled_in', before: 2, after: 1, demand: 1 },
      'heavy: 2 → 1 worker. Backlog down to 1.',
    ],
    [
      { reason: 'requeued', queue: '', demand: 1, before: 0, after: 0 },
      'Returned to the queue. 1 delivery of an unresponsive worker was returned to its queue.',
    ],
    [
      { reason: 'requeued', queue: '', demand: 3, before: 0, after: 0 },
      'Returned to the queue. 3 deliveries of unresponsive workers were returned to their queue.',
    ],
  ])('are sentences: %o', async (facts, sentence) => {
    await show([decision(facts)])
    expect(text()).toContain(sentence)
  })

  it('shows five, and up to twenty on request', async () => {
    await show(Array.from({ length: 25 }, (_, index) => decision({ queue: `q${index}` })))
    expect(document.querySelectorAll('li')).toHaveLength(5)
    await press('Show more')
    expect(document.querySelectorAll('li')).toHaveLength(20)
    await press('Show fewer')
    expect(document.querySelectorAll('li')).toHaveLength(5)
  })

  it('explains an empty list', async () => {
    await show([])
    expect(text()).toContain('Run a task to see the first one.')
    expect(all('button')).toHaveLength(0)
  })
})
