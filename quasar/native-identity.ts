import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const { productName, appId } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'),
) as { productName: string; appId: string }

/** Name, id and link scheme (as in `<scheme>://account`) of the desktop and mobile applications. */
export const APP_NAME = productName
export const APP_ID = appId
export const APP_SCHEME = appId.slice(appId.lastIndexOf('.') + 1)
