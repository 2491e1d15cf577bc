import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { press, text } from '../../test/screen'
import UpdateNotice from './UpdateNotice.vue'
import { updateReady, watchUpdates } from './updates'

/** Service workers are the browser's, and happy-dom has none: only their events are imitated. */
function browser({ controlled }: { controlled: boolean }) {
  const container = Object.assign(new EventTarget(), { controller: controlled ? {} : null })
  vi.stubGlobal('navigator', { serviceWorker: container })
  const worker = Object.assign(new EventTarget(), {
    postMessage: vi.fn(() => container.dispatchEvent(new Event('controllerchange'))),
  })
  const registration = Object.assign(new EventTarget(), {
    installing: worker,
    waiting: null,
    update: vi.fn(() => Promise.resolve()),
  })
  watchUpdates(registration as unknown as ServiceWorkerRegistration)
  return { container, worker, registration }
}

function install({ worker, registration }: ReturnType<typeof browser>) {
  registration.dispatchEvent(new Event('updatefound'))
  Object.assign(registration, { waiting: worker })
  worker.dispatchEvent(new Event('statechange'))
}

describe('a new release', () => {
  beforeEach(() => {
    updateReady.value = false
  })

  it('is offered when it is installed, and loaded by the user', async () => {
    const reload = vi.spyOn(window.location, 'reload').mockReturnValue(undefined)
    const found = browser({ controlled: true })
    expect(updateReady.value).toBe(false)
    install(found)
    expect(updateReady.value).toBe(true)
    expect(found.worker.postMessage).not.toHaveBeenCalled()

    mount(UpdateNotice, { attachTo: document.body })
    expect(text()).toContain('A new version is ready.')
    await press('Reload')
    await flushPromises()
    expect(found.worker.postMessage).toHaveBeenCalledWith({ type: 'SKIP_WAITING' })
    expect(reload).toHaveBeenCalledOnce()
  })

  it('is offered when another tab has loaded it', () => {
    const { container } = browser({ controlled: true })
    container.dispatchEvent(new Event('controllerchange'))
    expect(updateReady.value).toBe(true)
  })

  it('is not what the first visit installs', () => {
    const found = browser({ controlled: false })
    install(found)
    found.container.dispatchEvent(new Event('controllerchange'))
    expect(updateReady.value).toBe(false)
  })

  it('is looked for once an hour', () => {
    const { registration } = browser({ controlled: true })
    document.dispatchEvent(new Event('visibilitychange'))
    expect(registration.update).not.toHaveBeenCalled()
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_001)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(registration.update).toHaveBeenCalledOnce()
  })
})
