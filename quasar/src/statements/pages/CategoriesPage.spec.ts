import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, submit, text, the, type, until } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { FakeSocket } from '../../../test/socket'
import { category } from '../../../test/statements'
import CategoriesPage from './CategoriesPage.vue'

const LIST = 'GET /api/categories/'
const EDIT = 'PATCH /api/categories/'
const MERGE = 'POST /api/categories/merge/'
const dog = category({ key: 'Dog', name: 'Puppy', color: 'brown', count: 1, spent: [] })
const old = category({ key: 'fuel', color: 'amber', archived: true, count: 0, spent: [] })
const taken = problem(400, 'Another category has this name.', [
  { field: 'name', code: 'taken', message: 'Another category has this name.' },
])

async function show(changes: Parameters<typeof serve>[0] = {}) {
  const server = serve({
    [LIST]: [200, [category(), dog, old]],
    [EDIT]: [200, { key: 'Dog', name: '', archived: false }],
    'POST /api/socket-tickets/': [201, { ticket: 'abc', expires_in: 30 }],
    ...changes,
  })
  await open(CategoriesPage)
  return server
}

const closed = () => until(() => expect(document.querySelector('.q-dialog')).toBeNull())

describe('CategoriesPage', () => {
  beforeEach(() => vi.stubGlobal('WebSocket', FakeSocket))

  it('lists categories with their transactions and spending', async () => {
    await show()
    expect(text()).toContain('Dining out3 transactions$42.50 this year')
    expect(text()).toContain('Puppy1 transaction')
    expect(the('link', 'Puppy').getAttribute('href')).toBe('/transactions?category=Dog')
    expect(text()).toContain('ArchivedThey keep their transactions')
    expect(text()).not.toContain('no categories of your own')
    expect(all('button', 'Merge Fuel')).toHaveLength(0)
  })

  it('says how to create one of your own', async () => {
    await show({ [LIST]: [200, [category()]] })
    expect(text()).toContain('You have no categories of your own yet')
  })

  it('shows a problem with a way to try again', async () => {
    const server = await show({ [LIST]: problem(503, 'Try again soon.') })
    expect(text()).toContain('Try again soon.')
    await press('Try again')
    expect(server.requestsTo(LIST)).toHaveLength(2)
  })

  it('creates one with a color', async () => {
    const server = await show({ 'POST /api/categories/': [201, { key: 'Cat', name: '' }] })
    await press('New category')
    await until(() => the('textbox', 'Name'))
    await type('Name', 'Cat')
    const color = document.querySelector<HTMLInputElement>('[aria-label=Teal]')!
    color.checked = true
    color.dispatchEvent(new Event('change'))
    await submit()
    await closed()
    expect(server.lastBody('POST /api/categories/')).toEqual({ name: 'Cat', color: 'teal' })
    expect(server.requestsTo(LIST)).toHaveLength(2)
    expect(text()).toContain('“Cat” was created.')
  })

  it('renames one, and undoes it', async () => {
    const server = await show()
    await press('Edit Puppy')
    await until(() => the('textbox', 'Name'))
    await type('Name', 'Hound')
    await submit()
    await closed()
    expect(server.lastBody(EDIT)).toEqual({ key: 'Dog', name: 'Hound', color: 'brown' })
    await press('Undo')
    expect(server.lastBody(EDIT)).toEqual({ key: 'Dog', name: 'Puppy', color: 'brown' })
  })

  it('offers to merge if another category has the name', async () => {
    const server = await show({
      [EDIT]: taken,
      [MERGE]: [200, { changed: 1, change: 5 }],
      'POST /api/changes/5/undo/': [200, { changed: 1 }],
    })
    await press('Edit Puppy')
    await until(() => the('textbox', 'Name'))
    await type('Name', 'dining out')
    await submit()
    expect(text()).toContain('Another category has this name.')
    await press('Merge into “Dining out” instead')
    await closed()
    expect(server.lastBody(MERGE)).toEqual({ key: 'Dog', into: 'eating_out' })
    expect(text()).toContain('“Puppy” was merged into “Dining out”: 1 transaction moved.')
    await press('Undo')
    expect(server.requestsTo('POST /api/changes/5/undo/')).toHaveLength(1)
    expect(server.requestsTo(LIST)).toHaveLength(3)
  })

  it('archives and restores', async () => {
    let archived = false
    const server = await show({
      [LIST]: () => [200, [category(), { ...dog, archived }, old]],
      [EDIT]: ({ data }) => {
        archived = (JSON.parse(data as string) as { archived: boolean }).archived
        return [200, { key: 'Dog', name: 'Puppy', archived }]
      },
    })
    the('button', 'Archive Puppy').focus()
    await press('Archive Puppy')
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Categories')
    expect(server.lastBody(EDIT)).toEqual({ key: 'Dog', archived: true })
    expect(text()).toContain('“Puppy” was archived.')
    await press('Undo')
    expect(server.lastBody(EDIT)).toEqual({ key: 'Dog', archived: false })
    await press('Restore Fuel')
    expect(server.lastBody(EDIT)).toEqual({ key: 'fuel', archived: false })
  })

  it('merges into a category that is chosen', async () => {
    const server = await show({ [MERGE]: [200, { changed: 3, change: 5 }] })
    await press('Merge Dining out into another category')
    const field = await until(() => the('textbox', 'Merge into'))
    expect(the('button', 'Merge').hasAttribute('disabled')).toBe(true)
    field.focus()
    field.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
    await type('Merge into', 'pup')
    const options = () => [...document.querySelectorAll<HTMLElement>('.q-menu [role=option]')]
    await until(() => expect(options().map((each) => each.textContent.trim())).toEqual(['Puppy']))
    expect(field.getAttribute('role')).toBe('combobox')
    options()[0]!.click()
    await flushPromises()
    await submit()
    await closed()
    expect(server.lastBody(MERGE)).toEqual({ key: 'eating_out', into: 'Dog' })
  })
})
