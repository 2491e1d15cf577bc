import { http } from './http'

/** True in the desktop and mobile applications, whose pages are not served by the API's server. */
export function isNative(): boolean {
  return http.defaults.baseURL !== undefined
}

/** Return the URL of a path of the server: in a browser the path itself, as the origin is the same. */
export function serverUrl(path: string): string {
  return isNative() ? new URL(path, http.defaults.baseURL).href : path
}

/** Return the WebSocket URL of a path of the server. */
export function socketUrl(path: string): string {
  const url = new URL(path, http.defaults.baseURL ?? location.origin)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}
