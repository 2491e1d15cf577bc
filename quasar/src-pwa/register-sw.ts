// The worker takes over on its own (skipWaiting, clientsClaim), so there is nothing to ask the
// user; without it the application works all the same, so a failure is only noted.
if ('serviceWorker' in navigator) {
  window.addEventListener('load', () => {
    navigator.serviceWorker
      .register(import.meta.env.QUASAR_SERVICE_WORKER_FILE)
      .catch((error: unknown) => console.warn('Offline use is off:', error))
  })
}
