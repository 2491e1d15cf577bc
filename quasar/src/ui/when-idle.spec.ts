import { expect, it, vi } from 'vitest'
import { whenIdle } from './when-idle'

const load = vi.fn(() => Promise.resolve('chart'))

it('loads when the browser is idle', async () => {
  let idle = () => {}
  vi.stubGlobal('requestIdleCallback', (callback: () => void) => void (idle = callback))
  const loading = whenIdle(load)()
  await Promise.resolve()
  expect(load).not.toHaveBeenCalled()
  idle()
  expect(await loading).toBe('chart')
})

it('loads without a sign of the browser', async () => {
  vi.stubGlobal('requestIdleCallback', undefined)
  // @ts-expect-error: Safari has no such property.
  delete window.requestIdleCallback
  expect(await whenIdle(load)()).toBe('chart')
})
