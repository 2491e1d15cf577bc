import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { throttleAsync } from './throttle-async'

describe('throttleAsync', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('calls at once, and once', async () => {
    const act = vi.fn(() => Promise.resolve())
    throttleAsync(act, 1_000).request()
    expect(act).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(act).toHaveBeenCalledOnce()
  })

  it('calls once more for all requests made meanwhile', async () => {
    const act = vi.fn(() => Promise.resolve())
    const { request } = throttleAsync(act, 1_000)
    for (let count = 0; count < 10; count += 1) request()
    await vi.advanceTimersByTimeAsync(999)
    expect(act).toHaveBeenCalledOnce()
    await vi.advanceTimersByTimeAsync(1)
    expect(act).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('never overlaps calls', async () => {
    const answers: (() => void)[] = []
    const act = vi.fn(() => new Promise<void>((resolve) => answers.push(resolve)))
    const { request } = throttleAsync(act, 1_000)
    request()
    request()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(act).toHaveBeenCalledOnce()
    answers[0]!()
    await vi.advanceTimersByTimeAsync(0)
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('calls twice on request', async () => {
    const act = vi.fn(() => Promise.resolve())
    throttleAsync(act, 1_000).request(2)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('stops', async () => {
    const act = vi.fn(() => Promise.resolve())
    const { request, stop } = throttleAsync(act, 1_000)
    request()
    request()
    stop()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(act).toHaveBeenCalledOnce()
  })
})
