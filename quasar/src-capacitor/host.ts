import { KeychainAccess, SecureStorage } from '@aparajita/capacitor-secure-storage'
import { App } from '@capacitor/app'
import { Capacitor } from '@capacitor/core'
import type { NativeHost } from '../src/api/native-host'
import { createHost } from './create-host'
import { createTokenStore } from './token-store'

/** Functions of Android and iOS for the pages. */
export const host: NativeHost = createHost({
  app: App,
  // Neither in backups nor on the user's next device.
  tokens: createTokenStore(SecureStorage, KeychainAccess.whenUnlockedThisDeviceOnly),
  fileUrl: (url) => Capacitor.convertFileSrc(url),
})
