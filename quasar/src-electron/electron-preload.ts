import { contextBridge, ipcRenderer } from 'electron'
import { CHANNELS, type Delivery, type DesktopBridge } from './bridge'

// Five functions with fixed channels: a page never gets `ipcRenderer` itself.
const bridge: DesktopBridge = {
  readToken: () => ipcRenderer.invoke(CHANNELS.readToken) as Promise<string | null>,
  writeToken: (token) => ipcRenderer.invoke(CHANNELS.writeToken, token) as Promise<void>,
  takeDeliveries: () => ipcRenderer.invoke(CHANNELS.takeDeliveries) as Promise<Delivery[]>,
  onDelivery: (listener) => void ipcRenderer.on(CHANNELS.newDelivery, () => listener()),
  showMenu: (title, items) => ipcRenderer.invoke(CHANNELS.showMenu, title, items) as Promise<void>,
}

contextBridge.exposeInMainWorld('desktop', bridge)
