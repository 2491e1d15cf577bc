import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { sample } from '../../../test/scaling'
import { all, press, showEverything, text, the, until } from '../../../test/screen'
import type { QueueHistory } from '../api'
import WorkersPanel from './WorkersPanel.vue'
// The panel loads it lazily, which takes longer than a test waits on a busy machine.
import './WorkersChart.vue'

beforeEach(showEverything)

// Drawing needs a real browser; the accessible name does not.
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

describe('WorkersPanel', () => {
  it('shows a chart with an accessible name', async () => {
    await show()
    await until(() => the('img'))
    expect(the('img').getAttribute('aria-label')).toBe(
      'Chart of the workers of heavy, last 15 min. Now: 1 busy, 0 idle, 0 starting, backlog 1.' +
        ' Maximum: 2 workers, backlog 3.',
    )
  })

  it('shows another queue', async () => {
    await show()
    the('tab', 'default').click()
    await flushPromises()
    await until(() => the('img', 'workers of default'))
  })

  it('opens on the queue that was busy, in the order of the cards', async () => {
    const quiet = { queue: 'heavy', samples: [sample()] }
    await show({ histories: [{ queue: 'imports', samples: [sample({ demand: 1 })] }, quiet] })
    await until(() => the('img', 'workers of imports'))
    expect(all('tab').map(({ textContent }) => textContent)).toEqual(['heavy', 'imports'])
  })

  it('shows a table, latest first', async () => {
    await show()
    await press('Table')
    expect(all('img')).toHaveLength(0)
    const rows = [...the('table', 'Latest changes of heavy').querySelectorAll('tbody tr')]
    expect(rows.map((row) => row.querySelectorAll('td')[0]!.textContent)).toEqual(['1', '3'])
  })

  it('offers longer time windows', async () => {
    await show()
    await press('3 hr')
    expect(chosen).toHaveBeenCalledExactlyOnceWith(3)
  })

  it('explains missing data', async () => {
    await show({ histories: [{ queue: 'heavy', samples: [] }] })
    await until(() => the('img', 'no data yet'))
    await press('Table')
    expect(text()).toContain('No data yet.')
  })
})
