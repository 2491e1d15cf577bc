import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { all, submit, text, the } from '../../../test/screen'
import { serve } from '../../../test/server'
import { dateOrderQuestion, previewRow, statementDetail, undecided } from '../../../test/statements'
import type { Answer, Question, StatementDetail } from '../api'
import ChoicePanel from './ChoicePanel.vue'

const CHOOSE = 'POST /api/statements/s1/choose/'

async function show(statement: StatementDetail) {
  const server = serve({ [CHOOSE]: [200, statementDetail({ status: 'queued' })] })
  await open(ChoicePanel, { props: { statement } })
  return server
}

function question(facts: Partial<Question>): Question {
  return { ...dateOrderQuestion(), ...facts }
}

function option(value: Answer, ...amounts: string[]) {
  const preview = amounts.map((amount) => previewRow({ amount }))
  return { value, label: JSON.stringify(value), preview }
}

async function press(element: HTMLElement) {
  element.click()
  await flushPromises()
}

const choose = (label: string) => press(the('radio', label))

const send = () => the('button', 'Import') as HTMLButtonElement

function toggle(word: string, meaning: string): HTMLElement {
  const group = document.querySelector(`[role=group][aria-label="${word}"]`)!
  const buttons = [...group.querySelectorAll<HTMLElement>('button')]
  return buttons.find((button) => button.textContent === meaning)!
}

/** Press a key on the focused button. */
async function pressKey(button: HTMLElement, keyCode: number) {
  button.focus()
  for (const event of ['keydown', 'keyup']) {
    button.dispatchEvent(new KeyboardEvent(event, { keyCode, bubbles: true }))
  }
  await flushPromises()
}

const marks = () =>
  question({
    field: 'marks',
    code: 'unknown_marks',
    message: 'Which words in the column “Type” mark spending, and which income?',
    options: [
      option({ Hin: 'charge', Her: 'credit' }, '3.25', '-1250.00'),
      option({ Her: 'charge', Hin: 'credit' }, '-3.25', '1250.00'),
    ],
    words: [
      {
        word: 'Hin',
        rows: 1400,
        examples: [{ date: '2026-01-05', description: 'BAKER', amount: '-3.25', currency: 'EUR' }],
      },
      { word: 'Her', rows: 1, examples: [] },
    ],
    meanings: ['charge', 'credit', 'left_out'],
  })

describe('ChoicePanel', () => {
  it('sends an answer to each question with the name', async () => {
    const sign = { field: 'charge_sign', options: [option('negative', '4.75')] }
    const server = await show(undecided(dateOrderQuestion(), question(sign)))
    await choose('Month/day/year')
    expect(send().disabled).toBe(true)
    await choose('Purchases are negative')
    expect(send().disabled).toBe(false)
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ date_order: 'month_first', charge_sign: 'negative' })
  })

  it('asks what words mean and previews the combination', async () => {
    const server = await show(undecided(marks()))
    expect(text()).toContain('Hin1,400 rows')
    expect(text()).toContain('BAKER · €3.25')
    expect(text()).toContain('Her1 row')
    await pressKey(toggle('Hin', 'Spending'), 32)
    expect(toggle('Hin', 'Spending').getAttribute('aria-pressed')).toBe('true')
    expect(send().disabled).toBe(true)
    await pressKey(toggle('Her', 'Income'), 13)
    expect(the('table', 'Preview').textContent).toContain('-$1,250.00')
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ marks: { Hin: 'charge', Her: 'credit' } })
  })

  it('sends a combination of meanings that has no preview', async () => {
    const server = await show(undecided(marks()))
    await press(toggle('Hin', 'Spending'))
    await press(toggle('Her', 'Leave out'))
    expect(text()).toContain('There is no preview of this combination.')
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ marks: { Hin: 'charge', Her: 'left_out' } })
  })

  it('asks for the meaning of empty cells, too', async () => {
    const statuses = question({
      field: 'statuses',
      options: [option({ '': 'booked' }, '4.75')],
      words: [{ word: '', rows: 2, examples: [] }],
      meanings: ['booked', 'left_out'],
    })
    const server = await show(undecided(statuses))
    await press(toggle('(empty)', 'Moved money'))
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ statuses: { '': 'booked' } })
  })

  it('names the columns of spending and income', async () => {
    const pairs = question({
      field: 'amount_columns',
      options: [option([1, 2], '4.75'), option([2, 1], '-4.75')],
    })
    const statement = undecided(pairs)
    statement.choices!.header = ['Datum', 'Soll', 'Haben']
    const server = await show(statement)
    await choose('Spending: Haben, income: Soll')
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ amount_columns: [2, 1] })
  })

  it('tells columns of the same name or without one apart by their number', async () => {
    const columns = question({
      field: 'amount_columns',
      options: [option([1], '4.75'), option([2], '5.75'), option([3], '6.75')],
    })
    const statement = undecided(columns)
    statement.choices!.header = ['Datum', 'Betrag', 'Betrag']
    statement.choices!.rows = [['01/02/2026', '4.75', '5.75', '6.75']]
    const server = await show(statement)
    expect(all('radio').map((radio) => radio.getAttribute('aria-label'))).toEqual([
      'Betrag (column 2)',
      'Betrag (column 3)',
      'Column 4',
    ])
    expect(document.querySelector('thead')!.textContent).toContain('Column 4')
    await choose('Betrag (column 3)')
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ amount_columns: [2] })
  })

  it.each([
    ['encoding', 'gb18030', 'Chinese, simplified (GB18030)'],
    ['encoding', 'utf-16-le', 'All languages (UTF-16 LE)'],
    ['year', 2025, '2025'],
    ['currency', 'EUR', 'EUR – Euro'],
    ['decimal_separator', 'comma', 'Decimal comma: 1.234,56'],
    ['later_field', 'new', 'new'],
  ])('offers the %s %s as "%s"', async (field, value, label) => {
    const server = await show(undecided(question({ field, options: [option(value, '4.75')] })))
    await choose(label)
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ [field]: value })
  })

  it('explains a point by the amounts that it leads to', async () => {
    const separator = question({
      field: 'decimal_separator',
      options: [option('point', '3.255'), option('comma', '3255.000')],
    })
    const server = await show(undecided(separator))
    expect(text()).toContain('$3.255')
    expect(text()).toContain('$3,255.00')
    await choose('Thousands')
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ decimal_separator: 'comma' })
  })

  it('compares similar rows with those of other files', async () => {
    const similar = question({
      field: 'similar_rows',
      code: 'similar_rows',
      message: '2 rows look like ones that you already have.',
      options: [option('leave_out', '4.75'), option('import', '4.75')],
    })
    const statement = undecided(similar)
    statement.choices!.rows = []
    const server = await show({ ...statement, format_name: 'Winkelbank' })
    expect(text()).toContain('Possible duplicates')
    expect(all('table', 'Already imported')).toHaveLength(1)
    expect(all('table', 'In this file')).toHaveLength(1)
    expect(all('textbox', 'Name of the card or bank')).toEqual([])
    await choose('Leave out: I have these already')
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ similar_rows: 'leave_out' })
  })
})
