import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, submit, text, the, type, until } from '../../../test/screen'
import { outOfOrder, problem, serve } from '../../../test/server'
import { category, rule, transaction } from '../../../test/statements'
import RulesPage from './RulesPage.vue'

const LIST = 'GET /api/category-rules/'
const CREATE = 'POST /api/category-rules/'
const PREVIEW = 'POST /api/category-rules/preview/'
const EDIT = 'PATCH /api/category-rules/7/'
const page = (results: object[], next: string | null = null) => ({ results, next, previous: null })
const bus = rule({ id: 8, text: 'Bus', match: 'is', amount_min: '2.00', category: 'Dog' })
const preview = { matching: 3, changing: 2, examples: [transaction()] }

async function show(changes: Parameters<typeof serve>[0] = {}) {
  const server = serve({
    [LIST]: [200, page([rule(), bus])],
    'GET /api/categories/': [
      200,
      [category({ key: 'shopping' }), category({ key: 'Dog', name: 'Puppy', archived: true })],
    ],
    [PREVIEW]: [200, preview],
    [EDIT]: [200, rule()],
    ...changes,
  })
  await open(RulesPage)
  return server
}

const order = () =>
  [...document.querySelectorAll('ol.lines strong')].map((each) => each.textContent.trim())
const closed = () => until(() => expect(document.querySelector('.q-dialog')).toBeNull())

async function openDialog(label: string) {
  await press(label)
  await until(() => the('textbox', 'Text'))
}

describe('RulesPage', () => {
  beforeEach(
    () =>
      void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true }),
  )

  it('lists rules in their order, with conditions', async () => {
    const server = await show({
      [LIST]: ({ params }) =>
        (params as { cursor?: string }).cursor
          ? [200, page([bus])]
          : [200, page([rule()], 'http://inner/?cursor=c2')],
    })
    expect(order()).toEqual(['Contains “Lantern”', 'Is “Bus”'])
    expect(text()).toContain('Puppy2.00 or morePaused')
    expect(server.requestsTo(LIST)).toHaveLength(2)
  })

  it('says how to create the first one', async () => {
    await show({ [LIST]: [200, page([])] })
    expect(text()).toContain('No rules yetCreate a rule here')
  })

  it('shows what a rule changes while it is typed, and applies it with Undo', async () => {
    const server = await show({
      [CREATE]: [201, rule()],
      'POST /api/category-rules/7/apply/': [200, { changed: 2, change: 5 }],
      'POST /api/changes/5/undo/': [200, { changed: 2 }],
    })
    await openDialog('New rule')
    expect(text()).toContain('Enter at least two letters')
    for (const word of ['c', 'co', 'coffee']) await type('Text', word)
    await type('Max. amount', '10,5')
    expect(server.requestsTo(PREVIEW)).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(300)
    const conditions = { text: 'coffee', match: 'contains', amount_min: null, amount_max: '10.5' }
    expect(server.lastBody(PREVIEW)).toEqual({ ...conditions, category: '' })
    expect(text()).toContain('3 transactions match. 2 would change.')
    expect(text()).toContain('Blue Bottle Coffee')

    await press('Save and apply to 2 transactions')
    await closed()
    expect(server.lastBody(CREATE)).toEqual({ ...conditions, category: '' })
    expect(text()).toContain('2 transactions changed')
    await press('Undo')
    expect(server.requestsTo('POST /api/changes/5/undo/')).toHaveLength(1)
  })

  it('forgets the response to what was typed before', async () => {
    const late = outOfOrder([200, { ...preview, matching: 99 }], [200, preview])
    const server = await show({ [PREVIEW]: late.handler })
    await openDialog('New rule')
    await type('Text', 'co')
    await vi.advanceTimersByTimeAsync(300)
    await type('Text', 'coffee')
    await vi.advanceTimersByTimeAsync(300)
    late.arrive()
    await flushPromises()
    expect(server.requestsTo(PREVIEW)[0]!.signal!.aborted).toBe(true)
    expect(text()).toContain('3 transactions match.')
  })

  it('creates the category that is typed', async () => {
    const server = await show({
      'POST /api/categories/': [201, { key: 'Cat', name: '', archived: false }],
      [CREATE]: [201, rule()],
    })
    await openDialog('New rule')
    await type('Text', 'vet')
    const field = the('textbox', 'Category')
    field.focus()
    field.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
    await type('Category', 'Cat')
    const option = await until(() => {
      const found = document.querySelector<HTMLElement>('.q-menu [role=option]')
      expect(found).toBeTruthy()
      return found!
    })
    expect(option.textContent).toContain('Create “Cat”')
    option.click()
    await flushPromises()
    expect(server.lastBody('POST /api/categories/')).toEqual({ name: 'Cat' })
    await submit()
    await closed()
    expect(server.lastBody(CREATE)).toMatchObject({ text: 'vet', category: 'Cat' })
    expect(text()).toContain('The rule was saved.')
  })

  it('edits one, and shows errors at their fields', async () => {
    const message = 'The maximum is less than the minimum.'
    const server = await show({
      [EDIT]: problem(400, message, [{ field: 'amount_max', code: 'invalid', message }]),
    })
    await openDialog('Edit “Lantern”')
    await vi.advanceTimersByTimeAsync(300)
    expect(server.lastBody(PREVIEW)).toMatchObject({ text: 'Lantern', rule: 7 })
    await submit()
    expect(text()).toContain(message)
    expect(all('alert', message).filter((each) => each.matches('.notice'))).toHaveLength(0)
    expect(document.querySelector('.q-dialog')).toBeTruthy()
  })

  it('moves one by keyboard, and keeps the focus', async () => {
    const server = await show()
    expect(the('button', 'Move “Lantern” up').hasAttribute('disabled')).toBe(true)
    await press('Move “Lantern” down')
    expect(server.lastBody(EDIT)).toEqual({ before: null })
    expect(order()).toEqual(['Is “Bus”', 'Contains “Lantern”'])
    expect(text()).toContain('“Lantern” is now rule 2 of 2.')
    // The button down is disabled at the end.
    expect(document.activeElement).toBe(the('button', 'Move “Lantern” up'))
    await press('Move “Lantern” up')
    expect(server.lastBody(EDIT)).toEqual({ before: 8 })
  })

  it('moves one by dragging', async () => {
    const server = await show()
    const [first, second] = document.querySelectorAll('ol.lines > li')
    first!.dispatchEvent(new Event('dragstart', { bubbles: true }))
    second!.dispatchEvent(new Event('drop', { bubbles: true }))
    await flushPromises()
    expect(server.lastBody(EDIT)).toEqual({ before: null })
  })

  it('returns to the old order if the server rejects a move', async () => {
    await show({ [EDIT]: problem(503, 'Try again soon.') })
    await press('Move “Lantern” down')
    expect(order()).toEqual(['Contains “Lantern”', 'Is “Bus”'])
    expect(text()).toContain('Try again soon.')
  })

  it('deletes one, and restores it where it was', async () => {
    const rules = [rule(), bus]
    const server = await show({
      [LIST]: () => [200, page(rules)],
      'DELETE /api/category-rules/7/': () => {
        rules.shift()
        return [204]
      },
      [CREATE]: [201, rule()],
    })
    await press('Delete “Lantern”')
    expect(order()).toEqual(['Is “Bus”'])
    await press('Undo')
    expect(server.lastBody(CREATE)).toMatchObject({ text: 'Lantern', match: 'contains', before: 8 })
  })
})
