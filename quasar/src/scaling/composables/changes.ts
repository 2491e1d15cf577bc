import { onScopeDispose } from 'vue'
import { useLive } from '@/api/live'
import { paced } from './paced'

/** Milliseconds until the next look even if nothing is heard: an event may have been lost. */
const PATIENCE = 15_000

/**
 * Loads whenever the server says that something changed, as long as somebody looks at the page;
 * `pause`: milliseconds between two loads at least.
 */
export function useChanges(load: () => Promise<void>, pause: number) {
  const pace = paced(load, pause)

  function look(times?: number) {
    if (document.visibilityState === 'visible') pace.ask(times)
  }
  const lookOnce = () => look()

  useLive({
    event({ type }) {
      // The server skips events that follow closely: what they would have told is seen by the
      // second look.
      if (type === 'scaling.changed') look(2)
    },
    opened: lookOnce,
  })

  const net = setInterval(lookOnce, PATIENCE)
  document.addEventListener('visibilitychange', lookOnce)
  onScopeDispose(() => {
    pace.stop()
    clearInterval(net)
    document.removeEventListener('visibilitychange', lookOnce)
  })
}
