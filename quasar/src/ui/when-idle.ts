/** How long what is urgent may delay what is not. */
const TIMEOUT_MS = 2_000

/** Put off loading a component until the browser has painted what the page shows without it. */
export function whenIdle<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    await new Promise<void>((resolve) => {
      // Safari has none.
      if (!('requestIdleCallback' in window)) return setTimeout(resolve)
      return window.requestIdleCallback(() => resolve(), { timeout: TIMEOUT_MS })
    })
    return load()
  }
}
