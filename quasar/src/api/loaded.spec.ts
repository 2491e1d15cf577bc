import { describe, expect, it } from 'vitest'
import { useLoaded } from './loaded'
import { Problem } from './problem'

describe('what is read whole', () => {
  it('is the answer to the latest question, whichever comes last', async () => {
    const older = Promise.withResolvers<string>()
    const questions = [older.promise, Promise.resolve('new')]
    const { value, loading, load } = useLoaded(() => questions.shift()!)
    const both = [load(), load()]
    await both[1]
    expect([value.value, loading.value]).toEqual(['new', false])
    older.resolve('old')
    await Promise.all(both)
    expect(value.value).toBe('new')
  })

  it('says nothing of an older question that failed', async () => {
    const older = Promise.withResolvers<string>()
    const questions = [older.promise, Promise.resolve('new')]
    const { value, problem, load } = useLoaded(() => questions.shift()!)
    const both = [load(), load()]
    older.reject(new Problem())
    await Promise.all(both)
    expect([value.value, problem.value]).toEqual(['new', undefined])
  })
})
