import type { TokenStore } from './token-session'

/** Items of the desktop application's menu: a label, and the page that it opens. */
export interface MenuItem {
  label: string
  path: string
  /** In Electron's notation: "CmdOrCtrl+O". */
  accelerator?: string
}

/** Functions of the operating system, by Electron or Capacitor. */
export interface NativeHost {
  tokens: TokenStore
  /** Listen for pages to open, by a link or the menu: a path with query, such as "/account". */
  onPage(open: (path: string) => void): void
  /** Listen for files that the user opens with the application. */
  onFile(open: (file: File) => void): void
  /** Replace the menu's list of pages. Without a menu it does nothing. */
  showMenu(title: string, items: MenuItem[]): void
}
