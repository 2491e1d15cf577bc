import type { NativeHost } from '../src/api/native-host'
import type { Delivery, DesktopBridge } from './bridge'

declare global {
  interface Window {
    desktop: DesktopBridge
  }
}

const { desktop } = window
const onPage = new Set<(path: string) => void>()
const onFile = new Set<(file: File) => void>()
let taking = Promise.resolve()

/** Functions of the operating system for the pages, by way of the preload script. */
export const host: NativeHost = {
  tokens: { read: () => desktop.readToken(), write: (token) => desktop.writeToken(token) },
  onPage(open) {
    onPage.add(open)
  },
  onFile(open) {
    onFile.add(open)
    // The last listener: whatever arrived before it can be delivered now.
    desktop.onDelivery(take)
    take()
  },
  showMenu(title, items) {
    void desktop.showMenu(title, items)
  },
}

function take() {
  taking = taking.then(async () => (await desktop.takeDeliveries()).forEach(deliver))
}

function deliver(delivery: Delivery) {
  if ('page' in delivery) {
    onPage.forEach((open) => open(delivery.page))
  } else {
    const { name, content } = delivery.file
    // Electron copies the bytes into a buffer of their own.
    const file = new File([content as Uint8Array<ArrayBuffer>], name)
    onFile.forEach((open) => open(file))
  }
}
