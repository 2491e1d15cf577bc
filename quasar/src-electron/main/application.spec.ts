import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  app,
  BrowserWindow,
  handlers,
  Menu,
  resetElectron,
  schemes,
  WebContents,
} from '../../test/electron'
import { CHANNELS, type Delivery } from '../bridge'
import { start } from './application'

async function begin(...commandLine: string[]) {
  process.argv = ['application', ...commandLine]
  await start()
  return BrowserWindow.opened[0]!
}

/** Call a channel as the page of a window, or as a frame with another URL. */
function call(channel: string, ...values: unknown[]): unknown {
  const sender = BrowserWindow.opened[0]!.webContents
  return handlers.get(channel)!({ sender, senderFrame: sender.mainFrame }, ...values)
}
const deliveries = () => call(CHANNELS.takeDeliveries) as Delivery[]
const event = () => ({ preventDefault: vi.fn() })

let seen: Delivery[]

/** Collect deliveries, and return how many there are so far. */
function collect(more: Delivery[]): number {
  seen.push(...more)
  return seen.length
}

function csvFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'opened-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'march.csv'), 'date,amount')
  return join(folder, 'march.csv')
}

describe('the desktop application', () => {
  beforeEach(() => {
    resetElectron()
    seen = []
    app.folder = tmpdir()
  })

  it('opens one window, isolated from Node', async () => {
    const window = await begin()
    expect(BrowserWindow.opened).toHaveLength(1)
    expect(window.options.webPreferences).toMatchObject({
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
      webSecurity: true,
    })
    expect(window.loadURL).toHaveBeenCalledExactlyOnceWith('app://localhost/')
    expect(Object.keys(schemes)).toEqual(['app'])
    expect(app.setAsDefaultProtocolClient).toHaveBeenCalledWith('example')
  })

  it('ends if another instance runs', async () => {
    app.requestSingleInstanceLock.mockReturnValueOnce(false)
    await begin()
    expect(app.quit).toHaveBeenCalledOnce()
    expect(BrowserWindow.opened).toEqual([])
  })

  it('delivers the link of its start once the page asks', async () => {
    await begin('example://account/a1')
    expect(deliveries()).toEqual([{ page: '/account/a1' }])
    expect(deliveries()).toEqual([])
  })

  it('takes the link of a second start and shows its window', async () => {
    const window = await begin()
    app.emit('second-instance', event(), ['application', 'example://account'], '/')
    expect(deliveries()).toEqual([{ page: '/account' }])
    expect(window.webContents.send).toHaveBeenCalledWith(CHANNELS.newDelivery)
    expect(window.restore).toHaveBeenCalled()
    expect(window.focus).toHaveBeenCalled()
    expect(BrowserWindow.opened).toHaveLength(1)
  })

  it('takes links and files from the events of macOS', async () => {
    await begin()
    app.emit('open-url', event(), 'example://account')
    app.emit('open-file', event(), csvFile())
    const file = { name: 'march.csv', content: Buffer.from('date,amount') }
    await vi.waitFor(() => expect(collect(deliveries())).toBe(2))
    expect(seen).toEqual([{ page: '/account' }, { file }])
  })

  it('opens a file relative to the folder of the second start', async () => {
    await begin()
    const path = csvFile()
    app.emit('second-instance', event(), ['application', '--flag', 'march.csv'], join(path, '..'))
    await vi.waitFor(() => expect(collect(deliveries())).toBe(1))
    expect(seen[0]).toMatchObject({ file: { name: 'march.csv' } })
  })

  it('ignores links that open no page', async () => {
    await begin('example://confirm-email?token=t')
    expect(deliveries()).toEqual([])
  })

  it('opens the page of a menu item', async () => {
    await begin()
    await call(CHANNELS.showMenu, 'Go to', [{ label: 'Account', path: '/account' }])
    const menu = Menu.setApplicationMenu.mock.lastCall![0] as {
      label?: string
      submenu: { label: string; click: () => void }[]
    }[]
    menu.find(({ label }) => label === 'Go to')!.submenu[0]!.click()
    expect(deliveries()).toEqual([{ page: '/account' }])
  })

  it('stores the token for its own page', async () => {
    await begin()
    await call(CHANNELS.writeToken, 'token-1')
    expect(await call(CHANNELS.readToken)).toBe('token-1')
    await call(CHANNELS.writeToken, null)
    expect(await call(CHANNELS.readToken)).toBeNull()
  })

  it.each(['https://evil.example/', 'app://localhost.evil.example/', 'file:///index.html'])(
    'rejects the calls of %s',
    async (url) => {
      await begin()
      const sender = new WebContents()
      sender.mainFrame = { url }
      for (const channel of Object.values(CHANNELS).filter((name) => handlers.has(name))) {
        const request = { sender, senderFrame: sender.mainFrame }
        expect(() => handlers.get(channel)!(request)).toThrow('Only the pages')
      }
    },
  )

  it('rejects the calls of a frame inside its page', async () => {
    await begin()
    const request = { sender: new WebContents(), senderFrame: { url: 'app://localhost/' } }
    expect(() => handlers.get(CHANNELS.readToken)!(request)).toThrow('Only the pages')
  })
})
