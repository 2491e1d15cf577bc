/** How long what is urgent may delay what is not. */
const TIMEOUT_MS = 2_000

/** Wait until the browser has painted, and has nothing urgent to do. */
export function untilIdle(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has none.
    if (!('requestIdleCallback' in window)) return setTimeout(resolve)
    return window.requestIdleCallback(() => resolve(), { timeout: TIMEOUT_MS })
  })
}

/**
 * Put off loading a component until the browser has painted what the page shows without it. The
 * component is loaded once, and rendered in another task than its code is run.
 */
export function whenIdle<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined
  async function loadLater(): Promise<T> {
    await untilIdle()
    const loaded = await load()
    await untilIdle()
    return loaded
  }
  return () =>
    (loading ??= loadLater().catch((error: unknown) => {
      loading = undefined
      throw error
    }))
}
