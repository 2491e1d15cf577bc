import { flushPromises } from '@vue/test-utils'
import { ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { open } from '../../../../test/mount'
import { submit, the, type, until } from '../../../../test/screen'
import { serve } from '../../../../test/server'
import { category } from '../../../../test/statements'
import CategoryDialog from './CategoryDialog.vue'

async function show(current: string) {
  const chosen: string[] = []
  const server = serve({
    'GET /api/categories/': [200, [category({ key: 'Dog', name: '' })]],
    'POST /api/categories/': [201, { key: 'Cat', name: '', archived: false }],
  })
  await open({
    setup: () => ({
      isOpen: ref(true),
      current,
      act: (category: string) => Promise.resolve(chosen.push(category)),
    }),
    components: { CategoryDialog },
    template: `<CategoryDialog v-model="isOpen" :categories="['groceries', 'shopping', 'Dog']"
      :current="current" :count="1" :act="act" />`,
  })
  const input = await until(() => the('textbox', 'Search or create'))
  /** Press a key, and return the option that Enter takes. */
  async function press(key: string) {
    input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    await flushPromises()
    const id = input.getAttribute('aria-activedescendant')
    const option = id && document.getElementById(id)
    if (option) expect(option.getAttribute('aria-selected')).toBe('true')
    expect(document.querySelectorAll('[aria-selected=true]')).toHaveLength(option ? 1 : 0)
    return option ? option.textContent.trim() : undefined
  }
  return { chosen, input, press, server }
}

describe('CategoryDialog', () => {
  it('moves through the options by keyboard, round the ends', async () => {
    const { input, press } = await show('')
    expect(input.getAttribute('role')).toBe('combobox')
    expect(document.getElementById(input.getAttribute('aria-controls')!)?.role).toBe('listbox')
    expect(await press('ArrowDown')).toBe('Groceries')
    expect(await press('ArrowDown')).toBe('Shopping')
    expect(await press('End')).toBe('Dog')
    expect(await press('ArrowDown')).toBe('Groceries')
    expect(await press('ArrowUp')).toBe('Dog')
    expect(await press('Home')).toBe('Groceries')
  })

  it('takes the highlighted option on Enter', async () => {
    const { chosen, press } = await show('shopping')
    await type('Search or create', 'o')
    expect(await press('ArrowDown')).toBe('Create “o”')
    expect(await press('ArrowDown')).toBe('Groceries')
    await submit()
    expect(chosen).toEqual(['groceries'])
  })

  it('creates the category that is typed', async () => {
    const { chosen, server } = await show('')
    await type('Search or create', ' Cat ')
    await submit()
    expect(server.lastBody('POST /api/categories/')).toEqual({ name: 'Cat' })
    expect(chosen).toEqual(['Cat'])
  })

  it('forgets the highlight when the word changes', async () => {
    const { press } = await show('groceries')
    expect(await press('ArrowUp')).toBe('No category')
    await type('Search or create', 'dog')
    expect(await press('Home')).toBeUndefined()
    expect(await press('ArrowUp')).toBe('Dog')
  })
})
