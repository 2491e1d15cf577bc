import { app, BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron'
import { resolve } from 'node:path'
import { pageOfLink } from '../../src/api/page-links'
import type { MenuItem } from '../../src/api/native-host'
import { CHANNELS, type Delivery } from '../bridge'
import { showMenu } from './menu'
import { restrictNavigation } from './navigation'
import { fileOf, readOpenedFile } from './opened-files'
import { isPage, registerPageScheme, servePageFiles } from './page-files'
import { createTokenStore } from './token-store'
import { createWindow, focusWindow } from './window'

const { APP_SCHEME: scheme, SERVER_URL: serverUrl } = import.meta.env

/** Opened before the page asked for them. */
let deliveries: Delivery[] = []

/** Start the application, or pass its link or file to the instance that runs already. */
export function start() {
  if (!app.requestSingleInstanceLock()) return app.quit()
  registerPageScheme()
  restrictNavigation()
  app.setAsDefaultProtocolClient(scheme)
  // macOS sends events; Windows and Linux start the program again with arguments.
  app.on('open-url', (event, url) => {
    event.preventDefault()
    openLink(url)
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    void openFile(path)
  })
  app.on('second-instance', (_, commandLine, folder) => {
    openFrom(commandLine, folder)
    showWindow()
  })
  app.on('activate', () => app.isReady() && showWindow())
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  openFrom(process.argv, process.cwd())
  return app.whenReady().then(() => {
    servePageFiles(import.meta.dirname)
    answerPages()
    showMenu('', [], openPage)
    showWindow()
  })
}

function answerPages() {
  const tokens = createTokenStore()
  handle(CHANNELS.readToken, () => tokens.read())
  handle(CHANNELS.writeToken, (token) =>
    tokens.write(typeof token === 'string' && token ? token : null),
  )
  handle(CHANNELS.takeDeliveries, () => {
    const taken = deliveries
    deliveries = []
    return taken
  })
  handle(CHANNELS.showMenu, (title, items) =>
    showMenu(title as string, items as MenuItem[], openPage),
  )
}

/** Answer our own pages only: a frame with another site must not read the token. */
function handle(channel: string, answer: (...values: unknown[]) => unknown) {
  ipcMain.handle(channel, ({ sender, senderFrame }: IpcMainInvokeEvent, ...values: unknown[]) => {
    if (senderFrame !== sender.mainFrame || !isPage(senderFrame.url)) {
      throw new Error('Only the pages of the application may call it.')
    }
    return answer(...values)
  })
}

function openFrom(commandLine: string[], folder: string) {
  const link = commandLine.find((argument) => argument.startsWith(`${scheme}:`))
  if (link) openLink(link)
  const path = fileOf(commandLine)
  if (path) void openFile(resolve(folder, path))
}

function openLink(link: string) {
  const page = pageOfLink(link, { scheme, serverUrl })
  if (page) deliver({ page })
}

async function openFile(path: string) {
  const delivery = await readOpenedFile(path)
  if (delivery) deliver(delivery)
}

function openPage(page: string) {
  deliver({ page })
}

function deliver(delivery: Delivery) {
  deliveries.push(delivery)
  if (app.isReady()) showWindow().webContents.send(CHANNELS.newDelivery)
}

function showWindow(): BrowserWindow {
  const [window] = BrowserWindow.getAllWindows()
  if (window) focusWindow(window)
  return window ?? createWindow()
}
