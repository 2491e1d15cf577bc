import { BrowserWindow } from 'electron'
import { join } from 'node:path'
import { ORIGIN } from './page-files'

export function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1200,
    height: 800,
    minWidth: 360,
    minHeight: 480,
    show: false,
    webPreferences: {
      preload: join(import.meta.dirname, 'electron-preload.cjs'),
      // Electron's defaults, spelled out: a page has neither Node nor the preload's objects.
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
      webSecurity: true,
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`${ORIGIN}/`)
  return window
}

/** Show a window that is minimized or behind others. */
export function focusWindow(window: BrowserWindow) {
  if (window.isMinimized()) window.restore()
  window.focus()
}
