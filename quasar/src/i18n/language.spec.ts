import { beforeEach, describe, expect, it } from 'vitest'
import { applyLanguage, i18n, languageName, resolveLanguage } from './language'
import { pluralForms } from './plurals'

const { t } = i18n.global
beforeEach(() => () => applyLanguage('en'))

describe('the language of a page', () => {
  it('is the chosen one, or the first of the browser that there is', () => {
    expect(resolveLanguage('ar', 'de')).toBe('ar')
    expect(resolveLanguage('xx', 'de-AT,en;q=0.5')).toBe('de')
    expect(resolveLanguage(undefined, 'fr-FR, ar-EG;q=0.8, en;q=0.5')).toBe('ar')
    expect(resolveLanguage(undefined, 'fr')).toBe('en')
    expect(resolveLanguage(undefined)).toBe('en')
  })

  it('sets the direction of the page', async () => {
    const { documentElement: html } = document
    await applyLanguage('ar')
    expect([html.lang, html.dir]).toEqual(['ar', 'rtl'])
    await applyLanguage('de')
    expect([html.lang, html.dir]).toEqual(['de', 'ltr'])
  })

  it('is named in itself', () => {
    expect((['en', 'de', 'ar'] as const).map(languageName)).toEqual([
      'English',
      'Deutsch',
      'العربية',
    ])
  })
})

describe('plurals', () => {
  // sample: statements begin
  const transactions = (count: number) => t('statements.spending.transactions', { count }, count)
  const changed = (count: number) => t('statements.categorising.done', { count }, count)
  // sample: statements end

  it('are those of Intl', () => {
    expect(pluralForms('en')).toEqual(['one', 'other'])
    expect(pluralForms('es')).toEqual(['one', 'other'])
    expect(pluralForms('pl')).toEqual(['one', 'few', 'many'])
    expect(pluralForms('ar')).toEqual(['one', 'two', 'few', 'many', 'other'])
  })

  // sample: statements begin
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
  }) // sample: statements end
})
