import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { open } from '../../../../test/mount'
import { all, text } from '../../../../test/screen'
import { serve } from '../../../../test/server'
import { transaction } from '../../../../test/statements'
import PrintedList from './PrintedList.vue'

const page = (from: number, next: string | null) => ({
  results: Array.from({ length: 2 }, (_, index) => transaction({ id: from + index })),
  next: next && `http://localhost/api/transactions/?cursor=${next}`,
})

async function show(count: number) {
  let requests = 0
  const server = serve({
    'GET /api/transactions/': () => [200, page(2 * requests, `c${++requests}`)],
  })
  const print = vi.fn()
  vi.stubGlobal('print', print)
  await open(PrintedList, {
    props: { loaded: [transaction()], filter: {}, sort: '-date', totals: [], count, most: 4 },
  })
  return { server, print }
}

describe('PrintedList', () => {
  it('loads as many rows as are printed before it prints, and says how many are left out', async () => {
    const { server, print } = await show(1_200)
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'p', ctrlKey: true }))
    await vi.waitFor(() => expect(print).toHaveBeenCalledOnce())
    expect(server.requestsTo('GET /api/transactions/')).toHaveLength(2)
    expect(document.querySelectorAll('tbody tr')).toHaveLength(4)
    expect(text()).toContain('Showing 4 transactions; 1,196 more are left out.')
    window.dispatchEvent(new Event('beforeprint'))
    await flushPromises()
    window.dispatchEvent(new Event('afterprint'))
    await flushPromises()
    expect(all('table')).toHaveLength(0)
  })

  it('prints the loaded rows if the browser does not wait', async () => {
    await show(3)
    window.dispatchEvent(new Event('beforeprint'))
    await flushPromises()
    expect(document.querySelectorAll('tbody tr')).toHaveLength(1)
    expect(text()).toContain('2 more are left out')
  })
})
