import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { messagesOf } from './message-slices'
import { SLICES } from './src/i18n/slices'

const messages = {
  app: { skip: 'Skip' },
  scaling: { title: 'Workers', more: 'More', tasks: { title: 'Tasks', none: 'None' } },
}

it('gives a slice all of its messages', () => {
  expect(messagesOf(messages, 'scaling')).toEqual({ scaling: messages.scaling })
})

it('leaves the titles of slices with all other messages', () => {
  expect(messagesOf(messages, 'core')).toEqual({
    app: messages.app,
    scaling: { title: 'Workers', tasks: { title: 'Tasks' } },
  })
})

it('finds an area of messages for each slice', () => {
  const areas = JSON.parse(readFileSync('src/i18n/en.json', 'utf8')) as object
  expect(Object.keys(areas)).toEqual(expect.arrayContaining([...SLICES]))
})
