// The worker takes over on its own (skipWaiting, clientsClaim), so the user need not confirm;
// the application works without it, so a failure is only logged.
if ('serviceWorker' in navigator) {
  window.addEventListener('load', () => {
    navigator.serviceWorker
      .register(import.meta.env.QUASAR_SERVICE_WORKER_FILE)
      .catch((error: unknown) => console.warn('Offline use is off:', error))
  })
}
