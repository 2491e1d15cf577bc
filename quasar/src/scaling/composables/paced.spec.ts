import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { paced } from './paced'

describe('what is paced', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is done at once, and once', async () => {
    const act = vi.fn(() => Promise.resolve())
    paced(act, 1_000).ask()
    expect(act).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(act).toHaveBeenCalledOnce()
  })

  it('is done once more for all that was asked meanwhile', async () => {
    const act = vi.fn(() => Promise.resolve())
    const { ask } = paced(act, 1_000)
    for (let asked = 0; asked < 10; asked += 1) ask()
    await vi.advanceTimersByTimeAsync(999)
    expect(act).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(1)
    expect(act).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('never overlaps, however slow it is', async () => {
    const answers: (() => void)[] = []
    const act = vi.fn(() => new Promise<void>((resolve) => answers.push(resolve)))
    const { ask } = paced(act, 1_000)
    ask()
    ask()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(act).toHaveBeenCalledOnce()
    answers[0]!()
    await vi.advanceTimersByTimeAsync(0)
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('may be asked to look twice', async () => {
    const act = vi.fn(() => Promise.resolve())
    paced(act, 1_000).ask(2)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('ends when it is told to', async () => {
    const act = vi.fn(() => Promise.resolve())
    const { ask, stop } = paced(act, 1_000)
    ask()
    ask()
    stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(act).toHaveBeenCalledOnce()
  })
})
