import { onScopeDispose } from 'vue'
import { useSession } from '@/accounts/session'
import { useLiveEvents } from '@/api/useLiveEvents'
import { throttleAsync } from '../throttle-async'

/** Reload without an event as well: one may have been lost. */
const POLL_INTERVAL_MS = 15_000
/** Visitors' responses change every five seconds. */
const VISITOR_POLL_INTERVAL_MS = 5_000

/**
 * Reload on every change that the server reports, while the page is visible; `pause`: minimum
 * milliseconds between two loads.
 */
export function useLiveReload(load: () => Promise<void>, pause: number) {
  const throttled = throttleAsync(load, pause)

  function reload(times?: number) {
    if (document.visibilityState === 'visible') throttled.request(times)
  }
  const reloadOnce = () => reload()

  // Visitors have no socket.
  if (useSession().signedIn) {
    useLiveEvents({
      event({ type }) {
        // The server drops events in quick succession; the second load shows their changes.
        if (type === 'scaling.changed') reload(2)
      },
      opened: reloadOnce,
    })
  }

  const poll = setInterval(
    reloadOnce,
    useSession().signedIn ? POLL_INTERVAL_MS : VISITOR_POLL_INTERVAL_MS,
  )
  document.addEventListener('visibilitychange', reloadOnce)
  onScopeDispose(() => {
    throttled.stop()
    clearInterval(poll)
    document.removeEventListener('visibilitychange', reloadOnce)
  })
}
