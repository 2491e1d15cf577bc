import { beforeEach, describe, expect, it } from 'vitest'
import { applyLanguage, languageName, resolveLanguage } from './language'
import { pluralForms } from './plurals'

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
  it('are those of Intl', () => {
    expect(pluralForms('en')).toEqual(['one', 'other'])
    expect(pluralForms('es')).toEqual(['one', 'other'])
    expect(pluralForms('pl')).toEqual(['one', 'few', 'many'])
    expect(pluralForms('ar')).toEqual(['one', 'two', 'few', 'many', 'other'])
  })
})
