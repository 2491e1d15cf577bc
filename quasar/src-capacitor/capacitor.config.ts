import type { CapacitorConfig } from '@capacitor/cli'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// The same as native-identity.ts, which Capacitor's CLI cannot load: it transpiles only this file.
const { productName, appId } = JSON.parse(
  readFileSync(join(__dirname, '../package.json'), 'utf8'),
) as {
  productName: string
  appId: string
}

const config: CapacitorConfig = {
  appId,
  appName: productName,
  webDir: 'www',
  // Development builds only: no page of a release can be inspected.
  android: { webContentsDebuggingEnabled: false },
  ios: { webContentsDebuggingEnabled: false },
}

export default config
