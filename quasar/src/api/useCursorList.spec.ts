import { describe, expect, it, vi } from 'vitest'
import { useCursorList } from './useCursorList'
import { Problem } from './problem'

const page = (results: string[], cursor?: string) => ({
  results,
  next: cursor ? `https://inner:8000/api/things/?cursor=${cursor}` : null,
})

describe('useCursorList', () => {
  it('appends pages and starts over', async () => {
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

  it('ignores the response to an older request', async () => {
    const responses = [page(['old']), page(['new'])].map((response) => ({
      ...Promise.withResolvers<typeof response>(),
      response,
    }))
    let question = 0
    const list = useCursorList(() => responses[question++]!.promise)
    const both = [list.load(), list.load()]
    responses.reverse().forEach(({ resolve, response }) => resolve(response))
    await Promise.all(both)
    expect(list.items.value).toEqual(['new'])
  })

  it('keeps its items if the next page fails', async () => {
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

  it('keeps the items that an equal response repeats', async () => {
    const list = useCursorList(() => Promise.resolve(page(['a'])))
    await list.load()
    const shown = list.items.value
    await list.load()
    expect(list.items.value).toBe(shown)
  })
})
