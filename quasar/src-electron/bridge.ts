import type { MenuItem } from '../src/api/native-host'

/** A page or file to open, by a link, the menu or the operating system. */
export type Delivery = { page: string } | { file: { name: string; content: Uint8Array } }

/** Functions that the preload script exposes to the pages, as `window.desktop`. */
export interface DesktopBridge {
  readToken(): Promise<string | null>
  writeToken(token: string | null): Promise<void>
  /** Return what has arrived since the last call. */
  takeDeliveries(): Promise<Delivery[]>
  onDelivery(listener: () => void): void
  showMenu(title: string, items: MenuItem[]): Promise<void>
}

export const CHANNELS = {
  readToken: 'token:read',
  writeToken: 'token:write',
  takeDeliveries: 'deliveries:take',
  newDelivery: 'deliveries:new',
  showMenu: 'menu:show',
} as const
