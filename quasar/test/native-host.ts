import type { MenuItem, NativeHost } from '@/api/native-host'

/** The operating system in tests: it holds a token, and tests open pages and files by it. */
export const system = {
  token: null as string | null,
  menu: [] as MenuItem[],
  openPage: undefined as ((path: string) => void) | undefined,
  openFile: undefined as ((file: File) => void) | undefined,
}

export const host: NativeHost = {
  tokens: {
    read: () => Promise.resolve(system.token),
    write: (token) => Promise.resolve(void (system.token = token)),
  },
  onPage: (open) => void (system.openPage = open),
  onFile: (open) => void (system.openFile = open),
  showMenu: (_, items) => void (system.menu = items),
}
