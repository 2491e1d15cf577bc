import { onScopeDispose } from 'vue'
import { live } from './live'
import type { LiveSubscriber } from './live-socket'

/** Subscribe to the live socket until the calling component or scope is disposed. */
export function useLiveEvents(subscriber: LiveSubscriber) {
  onScopeDispose(live.subscribe(subscriber))
}
