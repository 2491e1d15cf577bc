import type { NormalizedCacheObject } from '@apollo/client/core'
import type { components } from './rest'

/** Data of the page that the server has rendered, so that the browser need not load it again. */
export interface ServerData {
  apollo?: NormalizedCacheObject
  home?: components['schemas']['Home'] | undefined
}

export const serverData: ServerData = import.meta.env.QUASAR_SERVER ? {} : read()

/** Read the element of index.html that only rendered pages have. */
function read(): ServerData {
  const text = document.getElementById('server-data')?.textContent
  return text ? (JSON.parse(text) as ServerData) : {}
}

/** Return JSON that cannot end the element that contains it. */
export function serialize(data: ServerData): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}
