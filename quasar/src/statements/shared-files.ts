/** Written by the service worker, see `src-pwa/sw/share-target.ts`. */
const CACHE_NAME = 'shared-files'
const MAX_AGE_MS = 60 * 60 * 1000

/** Return the files that another application has shared within the last hour. */
export async function readSharedFiles(): Promise<File[]> {
  if (!('caches' in window)) return []
  const cache = await caches.open(CACHE_NAME)
  const files: File[] = []
  for (const request of await cache.keys()) {
    const response = await cache.match(request)
    if (!response || Number(response.headers.get('X-Shared-At')) < Date.now() - MAX_AGE_MS) continue
    const name = decodeURIComponent(response.headers.get('X-Name') ?? 'statement.csv')
    files.push(new File([await response.blob()], name))
  }
  return files
}

export async function deleteSharedFiles(): Promise<void> {
  if ('caches' in window) await caches.delete(CACHE_NAME)
}
