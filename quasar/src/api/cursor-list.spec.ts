import { describe, expect, it, vi } from 'vitest'
import { useCursorList } from './cursor-list'
import { Problem } from './problem'

const page = (results: string[], cursor?: string) => ({
  results,
  next: cursor ? `https://inner:8000/api/things/?cursor=${cursor}` : null,
})

describe('a list that grows by its cursor', () => {
  it('continues where the last page ended, and starts over', async () => {
    const fetchPage = vi.fn((cursor: string | undefined) =>
      Promise.resolve(cursor === 'c2' ? page(['c']) : page(['a', 'b'], 'c2')),
    )
    const list = useCursorList(fetchPage)
    await list.load()
    expect([list.items.value, list.hasMore.value]).toEqual([['a', 'b'], true])
    await list.more()
    expect([list.items.value, list.hasMore.value]).toEqual([['a', 'b', 'c'], false])
    await list.load()
    expect(list.items.value).toEqual(['a', 'b'])
  })

  it('forgets an answer that a later question has overtaken', async () => {
    const answers = [page(['old']), page(['new'])].map((answer) => ({
      ...Promise.withResolvers<typeof answer>(),
      answer,
    }))
    let question = 0
    const list = useCursorList(() => answers[question++]!.promise)
    const both = [list.load(), list.load()]
    answers.reverse().forEach(({ resolve, answer }) => resolve(answer))
    await Promise.all(both)
    expect(list.items.value).toEqual(['new'])
  })

  it('keeps what it has when the next page fails', async () => {
    const fetchPage = vi
      .fn()
      .mockResolvedValueOnce(page(['a'], 'c2'))
      .mockRejectedValue(new Problem())
    const list = useCursorList(fetchPage)
    await list.load()
    await list.more()
    expect(list.items.value).toEqual(['a'])
    expect(list.problem.value).toMatchObject({ kind: 'unreachable' })
    expect(list.loading.value).toBe(false)
  })
})
