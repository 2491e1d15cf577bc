import { describe, expect, it } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, submit, text, the, type } from '../../../test/screen'
import { codedProblem, serve } from '../../../test/server'
import { bankAccount } from '../../../test/statements'
import { grant } from '../../../test/users'
import { access } from '@/api/access'
import BankAccountsPage from './BankAccountsPage.vue'

const LIST = 'GET /api/bank-accounts/'

async function show(answers: Parameters<typeof serve>[0]) {
  const server = serve(answers)
  await open(BankAccountsPage)
  access.grant(grant({ currency: 'CHF' }))
  return server
}

describe('BankAccountsPage', () => {
  it('shows balance and last import of each account', async () => {
    const empty = bankAccount({
      id: 8,
      name: 'Savings',
      files: 0,
      transactions: 0,
      last_import: null,
      balance: null,
      balance_currency: null,
      balance_date: null,
    })
    await show({ [LIST]: [200, [bankAccount(), empty]] })
    expect(text()).toContain('$1,204.50 on Mar 1, 2026')
    expect(text()).toContain('2 statements')
    expect(text()).toContain('No balance in its statements')
    expect(the('link', '24 transactions').getAttribute('href')).toBe('/transactions?account=7')
    expect(all('link', ' transactions')).toHaveLength(1)
  })

  it('says what accounts are for, and adds the first one', async () => {
    let listed: object[] = []
    const server = await show({
      [LIST]: () => [200, listed],
      'POST /api/bank-accounts/': () => {
        listed = [bankAccount()]
        return [201, listed[0]]
      },
    })
    expect(text()).toContain('No accounts yet')
    await press('Add an account')
    await type('Name', 'Visa')
    await submit()
    expect(server.lastBody('POST /api/bank-accounts/')).toEqual({ name: 'Visa', currency: 'CHF' })
    expect(text()).toContain('$1,204.50')
  })

  it('shows at the name why it is refused', async () => {
    await show({
      [LIST]: [200, [bankAccount()]],
      'PATCH /api/bank-accounts/7/': codedProblem(400, 'invalid', 'Rejected.', {
        errors: [
          { field: 'name', code: 'invalid', message: 'You have another account with this name.' },
        ],
      }),
    })
    await press('Edit Visa')
    await submit()
    expect(text()).toContain('You have another account with this name.')
  })

  it('deletes an account and takes that back', async () => {
    const server = await show({
      [LIST]: [200, [bankAccount()]],
      'DELETE /api/bank-accounts/7/': [204, ''],
      'POST /api/bank-accounts/7/restore/': [200, bankAccount()],
    })
    await press('Delete Visa')
    expect(text()).toContain('Visa deleted. Its statements are kept.')
    await press('Undo')
    expect(server.requestsTo('POST /api/bank-accounts/7/restore/')).toHaveLength(1)
  })
})
