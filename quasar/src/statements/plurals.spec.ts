import { beforeEach, describe, expect, it } from 'vitest'
import { applyLanguage, i18n } from '@/i18n/language'

const { t } = i18n.global
const transactions = (count: number) => t('statements.spending.transactions', { count }, count)
const changed = (count: number) => t('statements.categorising.done', { count }, count)

beforeEach(() => () => applyLanguage('en'))

describe('plurals', () => {
  it('have two forms in English', async () => {
    await applyLanguage('en')
    expect([0, 1, 2].map(transactions)).toEqual([
      '0 transactions',
      '1 transaction',
      '2 transactions',
    ])
    expect([0, 1].map(changed)).toEqual(['No transactions changed', '1 transaction changed'])
  })

  it('have five forms in Arabic, and one for none', async () => {
    await applyLanguage('ar')
    expect([0, 1, 2, 3, 10, 11, 99, 100, 103].map(transactions)).toEqual([
      '0 معاملة',
      'معاملة واحدة',
      'معاملتان',
      '3 معاملات',
      '10 معاملات',
      '11 معاملة',
      '99 معاملة',
      '100 معاملة',
      '103 معاملات',
    ])
    expect([0, 5].map(changed)).toEqual(['لم تتغير أي معاملة', 'تغيّرت 5 معاملات'])
  })
})
