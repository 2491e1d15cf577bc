import { EventEmitter } from 'node:events'
import { vi } from 'vitest'

/**
 * Stand-in for Electron's API, whose program is not installed for tests: it records calls, and tests
 * emit its events. `vitest.config.ts` resolves `electron` to it.
 */

type Handler = (event: object, ...values: unknown[]) => unknown

export class WebContents extends EventEmitter {
  mainFrame = { url: 'app://localhost/' }
  send = vi.fn()
  openWindow: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  setWindowOpenHandler = (handler: typeof this.openWindow) => (this.openWindow = handler)
  asksFor: (permission: string) => boolean = () => true
  session = {
    setPermissionRequestHandler: (
      handler: (contents: null, permission: string, decide: (allowed: boolean) => void) => void,
    ) => {
      this.asksFor = (permission) => {
        let allowed = true
        handler(null, permission, (decided) => (allowed = decided))
        return allowed
      }
    },
    setPermissionCheckHandler: vi.fn(),
  }
}

export class BrowserWindow extends EventEmitter {
  static opened: BrowserWindow[] = []
  static getAllWindows = () => BrowserWindow.opened
  webContents = new WebContents()
  options: { webPreferences: object }
  loadURL = vi.fn(() => Promise.resolve())
  show = vi.fn()
  focus = vi.fn()
  restore = vi.fn()
  isMinimized = () => true

  constructor(options: { webPreferences: object }) {
    super()
    this.options = options
    BrowserWindow.opened.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
}

class App extends EventEmitter {
  ready = false
  folder = ''
  isReady = () => this.ready
  whenReady = () => {
    this.ready = true
    return Promise.resolve()
  }
  getPath = () => this.folder
  quit = vi.fn()
  requestSingleInstanceLock = vi.fn(() => true)
  setAsDefaultProtocolClient = vi.fn()
}
export const app = new App()

export const handlers = new Map<string, Handler>()
export const ipcMain = {
  handle: (channel: string, handler: Handler) => void handlers.set(channel, handler),
}

export const exposed: Record<string, unknown> = {}
export const contextBridge = {
  exposeInMainWorld: (name: string, api: unknown) => (exposed[name] = api),
}
export const ipcRenderer = { invoke: vi.fn(), on: vi.fn() }

export const schemes: Record<string, (request: { url: string }) => unknown> = {}
export const protocol = {
  registerSchemesAsPrivileged: vi.fn(),
  handle: (scheme: string, handler: (request: { url: string }) => unknown) =>
    (schemes[scheme] = handler),
}
export const net = { fetch: vi.fn((url: string) => url) }
export const shell = { openExternal: vi.fn(() => Promise.resolve()) }

export const Menu = {
  buildFromTemplate: (template: object[]) => template,
  setApplicationMenu: vi.fn<(menu: object[]) => void>(),
}

/** Encrypts by reversing the text. */
export const safeStorage = {
  backend: 'gnome_libsecret',
  available: true,
  getSelectedStorageBackend: () => safeStorage.backend,
  isAsyncEncryptionAvailable: () => Promise.resolve(safeStorage.available),
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(reversed(text))),
  decryptStringAsync: (content: Buffer) => {
    const result = reversed(content.toString())
    return result.startsWith('token')
      ? Promise.resolve({ result, shouldReEncrypt: false })
      : Promise.reject(new Error('Wrong key'))
  },
}

function reversed(text: string): string {
  return [...text].reverse().join('')
}

/** Forget all calls and listeners. */
export function resetElectron() {
  app.removeAllListeners()
  app.ready = false
  BrowserWindow.opened = []
  handlers.clear()
  Object.assign(safeStorage, { backend: 'gnome_libsecret', available: true })
}
