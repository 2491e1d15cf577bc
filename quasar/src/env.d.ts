/** Functions of Electron or Capacitor; an alias of the build's mode (quasar.config.ts). */
declare module '#native-host' {
  import type { NativeHost } from '@/api/native-host'

  export const host: NativeHost
}
