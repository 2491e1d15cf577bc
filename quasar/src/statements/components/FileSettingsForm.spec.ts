import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, submit, text, the, type } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { dateOrderQuestion, statementDetail, undecided } from '../../../test/statements'
import type { StatementDetail } from '../api'
import FileSettingsForm from './FileSettingsForm.vue'

const CHOOSE = 'POST /api/statements/s1/choose/'
const header = ['Day', 'Soll', 'Haben', 'D/C']

async function show(statement: StatementDetail, answer: Parameters<typeof serve>[0] = {}) {
  const server = serve({ [CHOOSE]: [200, statementDetail({ status: 'queued' })], ...answer })
  await open(FileSettingsForm, { props: { statement } })
  return server
}

function combobox(label: string): HTMLElement {
  const fields = [...document.querySelectorAll('label')].filter(
    (field) => field.querySelector('.q-field__label')?.textContent === label,
  )
  return fields[0]!.querySelector<HTMLElement>('[role=combobox]')!
}

const options = () => [...document.querySelectorAll<HTMLElement>('[role=option]')]

async function openList(label: string) {
  combobox(label).focus()
  combobox(label).click()
  await flushPromises()
}

async function select(label: string, option: string) {
  await openList(label)
  options()
    .find((each) => each.textContent === option)!
    .click()
  await flushPromises()
}

const shown = (label: string) => combobox(label).closest('.q-field')!.textContent

describe('FileSettingsForm', () => {
  it('shows the answers in effect and sends those that have changed', async () => {
    const answers = { encoding: 'cp1252', date_order: 'day_first', year: 2025, currency: 'EUR' }
    const server = await show(statementDetail({ header, answers }))
    expect(shown('Character encoding')).toContain('Western European (Windows-1252)')
    expect(shown('Date format')).toContain('Day/month/year')
    expect(shown('Amount sign')).toContain('Automatic')
    expect(shown('Possible duplicates')).toContain('Ask')
    expect(the('button', 'Re-import')).toHaveProperty('disabled', true)
    await select('Number format', 'Decimal comma: 1.234,56')
    await type('Year of the latest transaction', '2024')
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ decimal_separator: 'comma', year: 2024 })
  })

  it('searches long lists by typing', async () => {
    const server = await show(statementDetail({ header, answers: {} }))
    const input = combobox('Currency') as HTMLInputElement
    input.focus()
    input.value = 'swiss'
    input.dispatchEvent(new Event('input'))
    await vi.waitFor(() =>
      expect(options().map((each) => each.textContent)).toContain('CHF – Swiss Franc'),
    )
    options()
      .find((each) => each.textContent === 'CHF – Swiss Franc')!
      .click()
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ currency: 'CHF' })
  })

  it('keeps an answer, as the API has no way back', async () => {
    await show(statementDetail({ header, answers: { charge_sign: 'negative' } }))
    await openList('Amount sign')
    expect(options().map((option) => option.textContent)).toEqual([
      'Purchases are negative',
      'Purchases are positive',
    ])
  })

  it('takes the columns of spending and income together', async () => {
    const server = await show(statementDetail({ header, answers: { amount_column: 1 } }))
    expect(shown('Amount')).toContain('Soll')
    await select('Amounts', 'Two columns: spending, income')
    await select('Spending', 'Soll')
    expect(the('button', 'Re-import')).toHaveProperty('disabled', true)
    await select('Income', 'Haben')
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ amount_columns: [1, 2] })
  })

  it('changes the meaning of a known word', async () => {
    const answers = { marks: { D: 'charge', C: 'credit' }, indicator_column: 3 }
    const server = await show(statementDetail({ header, answers }))
    const group = document.querySelector('[role=group][aria-label="C"]')!
    ;[...group.querySelectorAll('button')].at(-1)!.click()
    await flushPromises()
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ marks: { D: 'charge', C: 'left_out' } })
  })

  it('leaves the words of another column to the next question', async () => {
    const answers = { marks: { D: 'charge', C: 'credit' } }
    const server = await show(statementDetail({ header, answers }))
    await select('Spending or income, as a word', 'D/C')
    expect(all('button', 'Leave out')).toEqual([])
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ indicator_column: 3 })
  })

  it('sets columns while a question is open', async () => {
    const words = [{ word: 'pending', rows: 3, examples: [] }]
    const statuses = { ...dateOrderQuestion(), field: 'statuses', options: [], words }
    const statement = undecided(dateOrderQuestion(), statuses)
    const server = await show({ ...statement, header: [] })
    expect(text()).toContain('pending3 rows')
    await openList('Date')
    expect(options().map((option) => option.textContent)).toEqual([
      'Automatic',
      'Column 1',
      'Column 2',
      'Column 3',
    ])
    options()[1]!.click()
    await submit()
    expect(server.lastBody(CHOOSE)).toEqual({ date_column: 0 })
  })

  it('shows an error at its field', async () => {
    const message = 'The file has 2 columns, counted from 0.'
    const errors = [{ field: 'amount_columns', code: 'invalid', message }]
    await show(statementDetail({ header }), { [CHOOSE]: problem(400, 'Invalid input.', errors) })
    await select('Amounts', 'One column')
    await select('Amount', 'Haben')
    await submit()
    expect(combobox('Amount').closest('.q-field')!.parentElement!.textContent).toContain(message)
    expect(all('alert', 'Invalid input.')).toEqual([])
  })
})
