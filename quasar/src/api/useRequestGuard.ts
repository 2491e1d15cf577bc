/**
 * Responses may arrive in another order than their requests, with outdated data. Call the returned
 * function before each request: it returns a check that this request is still the latest one.
 */
export function useRequestGuard() {
  const latest = new Map<string, number>()

  return function begin(key = ''): () => boolean {
    const request = (latest.get(key) ?? 0) + 1
    latest.set(key, request)
    return () => latest.get(key) === request
  }
}
