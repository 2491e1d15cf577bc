import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuItem } from '../../src/api/native-host'

/** Set the menu: the pages that the application names, in its language, and the usual rest. */
export function showMenu(title: string, items: MenuItem[], open: (path: string) => void) {
  const pages: MenuItemConstructorOptions[] = items.map(({ label, path, accelerator }) => ({
    label,
    ...(accelerator && { accelerator }),
    click: () => open(path),
  }))
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    ...(pages.length ? [{ label: title, submenu: pages }] : []),
    {
      role: 'viewMenu',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
