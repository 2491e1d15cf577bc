import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const { productName } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'),
) as { productName: string }

/** Name, id and link scheme (`tally://statements`) of the desktop and mobile applications. */
export const APP_NAME = productName
export const APP_SCHEME = productName.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
export const APP_ID = `com.example.${APP_SCHEME}`
