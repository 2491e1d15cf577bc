import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { open } from '../../../../test/mount'
import { transaction } from '../../../../test/statements'
import { useSelection } from '../../composables/selection'
import TransactionGrid from './TransactionGrid.vue'

/** A grid of 100 rows, and how often it has asked for more of them. */
async function show(state: { loading: boolean; hasMore: boolean }) {
  const rows = Array.from({ length: 100 }, (_, id) => transaction({ id }))
  const { loading, hasMore } = { loading: ref(state.loading), hasMore: ref(state.hasMore) }
  let asked = 0
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
  async function reach(to: number) {
    const scroll: VueWrapper = wrapper.findComponent({ name: 'QVirtualScroll' })
    scroll.vm.$emit('virtual-scroll', { to })
    await flushPromises()
  }
  return { loading, hasMore, reach, asked: () => asked }
}

describe('the grid of transactions', () => {
  it('asks for more rows shortly before its end', async () => {
    const { reach, asked } = await show({ loading: false, hasMore: true })
    await reach(50)
    expect(asked()).toBe(0)
    await reach(70)
    expect(asked()).toBe(1)
  })

  it('asks at the end of a loading for those who have reached the end meanwhile', async () => {
    const { loading, reach, asked } = await show({ loading: true, hasMore: true })
    await reach(99)
    expect(asked()).toBe(0)
    loading.value = false
    await flushPromises()
    expect(asked()).toBe(1)
  })

  it('asks for nothing where there is no more', async () => {
    const { reach, asked } = await show({ loading: false, hasMore: false })
    await reach(99)
    expect(asked()).toBe(0)
  })
})
