import { watchUpdates } from '@/layouts/updates'

// The application works without it, so a failure is only logged.
if ('serviceWorker' in navigator) {
  window.addEventListener('load', () => {
    navigator.serviceWorker
      .register(import.meta.env.QUASAR_SERVICE_WORKER_FILE)
      .then(watchUpdates)
      .catch((error: unknown) => console.warn('Offline use is off:', error))
  })
}
