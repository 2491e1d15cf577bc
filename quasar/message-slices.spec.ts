import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { messagesOf, SLICES } from './message-slices'
import { SLICES as LOADED } from './src/i18n/language'

const messages = {
  app: { skip: 'Skip' },
  links: { title: 'Links', more: 'More', talk: { title: 'Comments', none: 'None' } },
}

it('gives a slice all of its messages', () => {
  expect(messagesOf(messages, 'links')).toEqual({ links: messages.links })
})

it('leaves the titles of slices with all other messages', () => {
  expect(messagesOf(messages, 'core')).toEqual({
    app: messages.app,
    links: { title: 'Links', talk: { title: 'Comments' } },
  })
})

it('has the slices that the router loads', () => {
  expect(SLICES).toEqual(LOADED)
  const areas = JSON.parse(readFileSync('src/i18n/en.json', 'utf8')) as object
  expect(Object.keys(areas)).toEqual(expect.arrayContaining([...SLICES]))
})
