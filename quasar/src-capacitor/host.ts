import { KeychainAccess, SecureStorage } from '@aparajita/capacitor-secure-storage'
import { App } from '@capacitor/app'
import { Capacitor } from '@capacitor/core'
import type { NativeHost } from '../src/api/native-host'
import { createHost } from './create-host'

/** Functions of Android and iOS for the pages. */
export const host: NativeHost = createHost({
  app: App,
  tokens: {
    read: () => SecureStorage.getItem('refresh'),
    write: (token) =>
      token === null
        ? SecureStorage.removeItem('refresh')
        : // Neither in backups nor on the user's next device.
          SecureStorage.set(
            'refresh',
            token,
            false,
            false,
            KeychainAccess.whenUnlockedThisDeviceOnly,
          ),
  },
  fileUrl: (url) => Capacitor.convertFileSrc(url),
})
