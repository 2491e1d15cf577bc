import { Screen } from 'quasar'
import { expect, it, onTestFinished, vi } from 'vitest'
import { open } from '../../../../test/mount'
import { all, press, text, until } from '../../../../test/screen'
import { serve } from '../../../../test/server'
import FilterBar from './FilterBar.vue'
// The bar loads it on demand, which takes longer than a test waits on a busy machine.
import './FilterCriteria.vue'

function show(filter: object = {}) {
  serve({ 'GET /api/categories/': [200, []] })
  const lists = { categories: [], currencies: [], accounts: [] }
  return open(FilterBar, { props: { filter, sort: '-date', problem: undefined, ...lists } })
}

/** Make the window as wide as a phone until the end of the test. */
async function onPhone() {
  const { innerWidth } = window
  const resize = (width: number) => {
    Object.assign(window, { innerWidth: width })
    window.dispatchEvent(new Event('resize'))
    return until(() => expect(Screen.width).toBe(width))
  }
  onTestFinished(() => resize(innerWidth))
  await resize(360)
}

it('shows its fields beside the search', async () => {
  const warn = vi.spyOn(console, 'warn')
  await show()
  expect(all('textbox', 'Min. amount')).toHaveLength(1)
  expect(all('textbox', 'Sort')).toHaveLength(0)
  expect(all('button', 'This month')).toHaveLength(1)
  expect(warn).not.toHaveBeenCalled()
})

it('shows its fields on phones when asked to', async () => {
  await show()
  await onPhone()
  expect(all('textbox', 'Min. amount')).toHaveLength(0)
  expect(all('button', 'This month')).toHaveLength(0)
  await press('Filter')
  await until(() => expect(all('textbox', 'Min. amount')).toHaveLength(1))
  expect(all('button', 'This month')).toHaveLength(1)
})

it('shows what is filtered by on phones', async () => {
  await show({ kind: 'fee', merchant: 'Acme', amount_min: '5' })
  await onPhone()
  expect(text()).toContain('Merchant: Acme')
  expect(text()).toContain('Fee')
  expect(all('button', 'Clear filters')).toHaveLength(1)
})
