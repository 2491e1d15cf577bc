import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { sample } from '../../../test/scaling'
import { all, press, text, the, until } from '../../../test/screen'
import type { QueueHistory } from '../history'
import WorkersPanel from './WorkersPanel.vue'
// The panel loads it lazily; on a busy machine that takes longer than a test waits.
import './WorkersChart.vue'

// Drawing needs a real browser; what the chart says to those who cannot see it does not.
vi.mock('vue-echarts', () => ({ default: { template: '<svg />' } }))

const histories: QueueHistory[] = [
  { queue: 'default', samples: [sample({ idle: 1 })] },
  {
    queue: 'heavy',
    samples: [
      sample({ demand: 3, busy: 1, starting: 1 }),
      sample({ at: '2026-03-02T12:01:00Z', demand: 1, busy: 1 }),
    ],
  },
]
const chosen = vi.fn()

function show(facts: object = {}) {
  const load = vi.fn()
  const props = { histories, first: 'heavy', problem: undefined, load, hours: 0.25, ...facts }
  return open(WorkersPanel, { props: { ...props, 'onUpdate:hours': chosen } })
}

describe('workers over time', () => {
  it('is a chart that says what it shows', async () => {
    await show()
    await until(() => the('img'))
    expect(the('img').getAttribute('aria-label')).toBe(
      'Chart of the workers of heavy, 15 min back. Now: 1 busy, 0 idle, 0 starting, demand 1.' +
        ' At most: 2 workers, demand 3.',
    )
  })

  it('shows another queue', async () => {
    await show()
    the('tab', 'default').click()
    await flushPromises()
    await until(() => the('img', 'workers of default'))
  })

  it('can be read as a table, the latest first', async () => {
    await show()
    await press('Table')
    expect(all('img')).toHaveLength(0)
    const rows = [...the('table', 'Last changes of heavy').querySelectorAll('tbody tr')]
    expect(rows.map((row) => row.querySelectorAll('td')[0]!.textContent)).toEqual(['1', '3'])
  })

  it('offers to look further back', async () => {
    await show()
    await press('3 hr')
    expect(chosen).toHaveBeenCalledExactlyOnceWith(3)
  })

  it('says so where nothing is known yet', async () => {
    await show({ histories: [{ queue: 'heavy', samples: [] }] })
    await until(() => the('img', 'nothing is known yet'))
    await press('Table')
    expect(text()).toContain('Nothing is known yet.')
  })
})
