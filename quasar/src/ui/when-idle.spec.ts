import { flushPromises } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { whenIdle } from './when-idle'

const loading = () => vi.fn(() => Promise.resolve('chart'))

it('loads when the browser is idle, and renders when it is idle again', async () => {
  let idle = () => {}
  vi.stubGlobal('requestIdleCallback', (callback: () => void) => void (idle = callback))
  const load = loading()
  const rendered = vi.fn()
  void whenIdle(load)().then(rendered)
  await flushPromises()
  expect(load).not.toHaveBeenCalled()
  idle()
  await flushPromises()
  expect(load).toHaveBeenCalledOnce()
  expect(rendered).not.toHaveBeenCalled()
  idle()
  await flushPromises()
  expect(rendered).toHaveBeenCalledWith('chart')
})

it('loads without a sign of the browser', async () => {
  vi.stubGlobal('requestIdleCallback', undefined)
  // @ts-expect-error: Safari has no such property.
  delete window.requestIdleCallback
  expect(await whenIdle(loading())()).toBe('chart')
})

it('loads once, and again after a failure', async () => {
  const load = loading().mockRejectedValueOnce(new Error('No network.'))
  const loadChart = whenIdle(load)
  await expect(loadChart()).rejects.toThrow('No network.')
  expect(await Promise.all([loadChart(), loadChart()])).toEqual(['chart', 'chart'])
  expect(load).toHaveBeenCalledTimes(2)
})
