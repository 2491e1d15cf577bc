import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { decision } from '../../../test/scaling'
import { all, press, text } from '../../../test/screen'
import type { Decision } from '../scaling'
import DecisionList from './DecisionList.vue'

const show = (decisions: Decision[]) => open(DecisionList, { props: { decisions } })

describe('the decisions', () => {
  it.each<[Partial<Decision>, string]>([
    [
      { reason: 'woken' },
      'heavy: 0 → 1 worker. A task was published and nobody was there: demand 1.',
    ],
    [
      { reason: 'woken', before: 1, after: 2, demand: 1200 },
      'heavy: 1 → 2 workers. A task was published and the workers did not suffice: demand 1,200.',
    ],
    [
      { reason: 'repaired', demand: 3 },
      'heavy: 0 → 1 worker. The regular look found fewer workers than needed;' +
        ' a wake-up call had failed: demand 3.',
    ],
    [
      { reason: 'scaled_out', before: 1, after: 2, demand: 5 },
      'heavy: 1 → 2 workers. The workers were all busy and more waited: demand 5.',
    ],
    [
      { reason: 'scaled_in', before: 1, after: 0, demand: 0 },
      'heavy: 1 → 0 workers. Nothing waits and nothing runs any more:' +
        ' demand 0 for two looks in a row.',
    ],
    [
      { reason: 'scaled_in', before: 2, after: 1, demand: 1 },
      'heavy: 2 → 1 worker. The demand fell to 1.',
    ],
    [
      { reason: 'requeued', queue: '', demand: 1, before: 0, after: 0 },
      'Put back into the queue. 1 delivery of a worker that was not heard of any more was put' +
        ' back into its queue.',
    ],
    [
      { reason: 'requeued', queue: '', demand: 3, before: 0, after: 0 },
      'Put back into the queue. 3 deliveries of workers that were not heard of any more were put' +
        ' back into their queue.',
    ],
  ])('are told in sentences: %o', async (facts, sentence) => {
    await show([decision(facts)])
    expect(text()).toContain(sentence)
  })

  it('shows a few, and twenty on request', async () => {
    await show(Array.from({ length: 25 }, (_, index) => decision({ queue: `q${index}` })))
    expect(document.querySelectorAll('li')).toHaveLength(5)
    await press('Show more')
    expect(document.querySelectorAll('li')).toHaveLength(20)
    await press('Show fewer')
    expect(document.querySelectorAll('li')).toHaveLength(5)
  })

  it('says how to get the first one', async () => {
    await show([])
    expect(text()).toContain('Run a task, and the first one appears here.')
    expect(all('button')).toHaveLength(0)
  })
})
