import { beforeEach, describe, expect, it, vi } from 'vitest'
import { CHANNELS, type Delivery, type DesktopBridge } from './bridge'

let waiting: Delivery[]

async function load() {
  vi.resetModules()
  const { exposed, ipcRenderer } = await import('../test/electron')
  ipcRenderer.invoke.mockImplementation((channel: string) =>
    Promise.resolve(channel === CHANNELS.takeDeliveries ? waiting.splice(0) : 'token-1'),
  )
  await import('./electron-preload')
  const bridge = exposed.desktop as DesktopBridge
  vi.stubGlobal('window', { desktop: bridge })
  return { bridge, ipcRenderer, host: (await import('./host')).host }
}

describe('the functions for the pages', () => {
  beforeEach(() => {
    waiting = []
  })

  it('are few, and none sends on a channel of the caller', async () => {
    const { bridge, ipcRenderer } = await load()
    const names = ['onDelivery', 'readToken', 'showMenu', 'takeDeliveries', 'writeToken']
    expect(Object.keys(bridge).toSorted()).toEqual(names)
    await bridge.writeToken('token-2')
    expect(ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith(CHANNELS.writeToken, 'token-2')
  })

  it('read the token', async () => {
    const { host } = await load()
    expect(await host.tokens.read()).toBe('token-1')
  })

  it('deliver what arrived before and after they were asked', async () => {
    const { host, ipcRenderer } = await load()
    const opened: (string | File)[] = []
    waiting.push({ page: '/account' })
    host.onPage((path) => opened.push(path))
    host.onFile((file) => opened.push(file))
    await vi.waitFor(() => expect(opened).toEqual(['/account']))

    waiting.push({ file: { name: 'march.csv', content: new Uint8Array([97]) } })
    const [channel, notify] = ipcRenderer.on.mock.lastCall as [string, () => void]
    expect(channel).toBe(CHANNELS.newDelivery)
    notify()
    await vi.waitFor(() => expect(opened).toHaveLength(2))
    expect(await (opened[1] as File).text()).toBe('a')
  })
})
