import { ref } from 'vue'

const CHECK_INTERVAL_MS = 60 * 60 * 1000
const ACTIVATION_TIMEOUT_MS = 3_000

/** True while another release than that of this page is installed. */
export const updateReady = ref(false)

let watched: ServiceWorkerRegistration | undefined

/** Note when a new release has been downloaded, and look for one each hour. */
export function watchUpdates(registration: ServiceWorkerRegistration): void {
  const { serviceWorker } = navigator
  watched = registration
  const look = () => {
    if (registration.waiting && serviceWorker.controller) updateReady.value = true
  }
  look()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look)
  })

  let isControlled = serviceWorker.controller !== null
  serviceWorker.addEventListener('controllerchange', () => {
    // Another tab has loaded the new release; the first worker is not a new one.
    if (isControlled) updateReady.value = true
    isControlled = true
  })

  let checkedAt = Date.now()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - checkedAt < CHECK_INTERVAL_MS) return
    checkedAt = Date.now()
    registration.update().catch(() => undefined)
  })
}

/** Let the downloaded release take over, so that the next load of a page is of it. */
export async function activateUpdate(): Promise<void> {
  const waiting = watched?.waiting
  if (!waiting) return
  await new Promise<void>((resolve) => {
    const { serviceWorker } = navigator
    serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
    // A worker that does not answer must not keep the user from loading the page.
    setTimeout(resolve, ACTIVATION_TIMEOUT_MS)
    waiting.postMessage({ type: 'SKIP_WAITING' })
  })
}
