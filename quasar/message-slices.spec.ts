import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { messagesOf } from './message-slices'
import { SLICES } from './src/i18n/slices'

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

it('finds an area of messages for each slice', () => {
  const areas = JSON.parse(readFileSync('src/i18n/en.json', 'utf8')) as object
  expect(Object.keys(areas)).toEqual(expect.arrayContaining([...SLICES]))
})
