import { describe, expect, it } from 'vitest'
import { comment } from '../../test/links'
import { rowsOf } from './thread'

const comments = [
  comment({ id: '1' }),
  comment({ id: '2', parentId: '1' }),
  comment({ id: '3', parentId: '2' }),
  comment({ id: '4', parentId: '1' }),
  comment({ id: '5' }),
]
const rows = (...collapsed: string[]) =>
  rowsOf(comments, new Set(collapsed)).map(({ comment, depth, replies }) => [
    comment.id,
    depth,
    replies,
  ])

describe('rowsOf', () => {
  it('indents replies by one step', () => {
    expect(rows()).toEqual([
      ['1', 0, 3],
      ['2', 1, 1],
      ['3', 2, 0],
      ['4', 1, 0],
      ['5', 0, 0],
    ])
  })

  it('hides replies to collapsed comments at any depth', () => {
    expect(rows('1')).toEqual([
      ['1', 0, 3],
      ['5', 0, 0],
    ])
    expect(rows('2')).toEqual([
      ['1', 0, 3],
      ['2', 1, 1],
      ['4', 1, 0],
      ['5', 0, 0],
    ])
  })

  it('begins with the first comment shown', () => {
    const part = comments.slice(1, 3)
    expect(rowsOf(part, new Set()).map(({ depth }) => depth)).toEqual([0, 1])
  })

  it('names the parent and the next sibling', () => {
    const ways = (...collapsed: string[]) =>
      rowsOf(comments, new Set(collapsed)).map(({ parent, next }) => [parent, next])
    expect(ways()).toEqual([
      [undefined, '5'],
      ['1', '4'],
      ['2', undefined],
      ['1', undefined],
      [undefined, undefined],
    ])
    expect(ways('1')).toEqual([
      [undefined, '5'],
      [undefined, undefined],
    ])
    // What it answers is on another page.
    expect(rowsOf(comments.slice(1, 3), new Set())[0]).not.toHaveProperty('parent')
  })
})
