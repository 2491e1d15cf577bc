import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { until } from '../../../../test/screen'
import { open } from '../../../../test/mount'
import { serve } from '../../../../test/server'
import { transaction } from '../../../../test/statements'
import { useSelection } from '../../composables/useSelection'
import TransactionGrid from './TransactionGrid.vue'

/** A grid of 100 rows, and how often it has asked for more of them. */
async function show(state: { loading: boolean; hasMore: boolean }) {
  const rows = Array.from({ length: 100 }, (_, id) => transaction({ id }))
  const { loading, hasMore } = { loading: ref(state.loading), hasMore: ref(state.hasMore) }
  let asked = 0
  serve({ 'GET /api/categories/': [200, []] })
  const { wrapper } = await open({
    setup: () => ({
      rows,
      loading,
      hasMore,
      selection: useSelection(ref(rows)),
      more: () => asked++,
    }),
    components: { TransactionGrid },
    template: `<TransactionGrid sort="-date" :transactions="rows" :loading :has-more="hasMore"
      :selection @more="more" />`,
  })
  const scroll: VueWrapper = wrapper.findComponent({ name: 'QVirtualScroll' })
  // Its own first event must not come in the middle of a test.
  await until(() => expect(scroll.emitted('virtualScroll')).toBeDefined())
  async function reach(to: number) {
    scroll.vm.$emit('virtual-scroll', { to })
    await flushPromises()
  }
  return { loading, hasMore, reach, asked: () => asked }
}

describe('TransactionGrid', () => {
  it('loads more rows before the end', async () => {
    const { reach, asked } = await show({ loading: false, hasMore: true })
    await reach(50)
    expect(asked()).toBe(0)
    await reach(70)
    expect(asked()).toBe(1)
  })

  it('loads more if the end was reached during loading', async () => {
    const { loading, reach, asked } = await show({ loading: true, hasMore: true })
    await reach(99)
    expect(asked()).toBe(0)
    loading.value = false
    await flushPromises()
    expect(asked()).toBe(1)
  })

  it('loads nothing after the last page', async () => {
    const { reach, asked } = await show({ loading: false, hasMore: false })
    await reach(99)
    expect(asked()).toBe(0)
  })
})
