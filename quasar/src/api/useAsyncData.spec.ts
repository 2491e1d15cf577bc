import { describe, expect, it } from 'vitest'
import { useAsyncData } from './useAsyncData'
import { Problem } from './problem'

describe('useAsyncData', () => {
  it('keeps the response to the latest request', async () => {
    const older = Promise.withResolvers<string>()
    const questions = [older.promise, Promise.resolve('new')]
    const { value, loading, load } = useAsyncData(() => questions.shift()!)
    const both = [load(), load()]
    await both[1]
    expect([value.value, loading.value]).toEqual(['new', false])
    older.resolve('old')
    await Promise.all(both)
    expect(value.value).toBe('new')
  })

  it('ignores the error of an older request', async () => {
    const older = Promise.withResolvers<string>()
    const questions = [older.promise, Promise.resolve('new')]
    const { value, problem, load } = useAsyncData(() => questions.shift()!)
    const both = [load(), load()]
    older.reject(new Problem())
    await Promise.all(both)
    expect([value.value, problem.value]).toEqual(['new', undefined])
  })

  it('keeps the value that an equal response repeats', async () => {
    const { value, load } = useAsyncData(() => Promise.resolve({ amounts: ['4.75'] }))
    await load()
    const shown = value.value
    await load()
    expect(value.value).toBe(shown)
  })
})
