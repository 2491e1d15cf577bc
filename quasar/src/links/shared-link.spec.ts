import { expect, it } from 'vitest'
import { sharedLink } from './shared-link'

it.each([
  [{}, undefined],
  [{ list: 'new' }, undefined],
  [
    { url: 'https://example.com/a', title: 'A page', text: '' },
    { url: 'https://example.com/a', description: 'A page', text: '' },
  ],
  [{ text: 'https://example.com/a' }, { url: 'https://example.com/a', description: '', text: '' }],
  [
    { text: 'A page https://example.com/a' },
    { url: 'https://example.com/a', description: 'A page', text: '' },
  ],
  [
    { title: 'A page', text: 'Worth it.\nhttps://example.com/a' },
    { url: 'https://example.com/a', description: 'A page', text: 'Worth it.' },
  ],
  [{ text: 'Just a thought.' }, { url: '', description: '', text: 'Just a thought.' }],
])('sharedLink reads %o', (query, expected) => {
  expect(sharedLink(query)).toEqual(expected)
})
