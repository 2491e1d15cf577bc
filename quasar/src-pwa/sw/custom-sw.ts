import { clientsClaim } from 'workbox-core'
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { receiveShare, SHARE_PATH } from './share-target' // sample: links and statements

declare const self: ServiceWorkerGlobalScope

// The first worker takes over at once. A later one waits until the user loads the new release:
// an open page may be in the middle of a draft, and needs the files of its own release.
clientsClaim()
self.addEventListener('message', ({ data }: ExtendableMessageEvent) => {
  if ((data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting()
})

precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()

registerRoute(({ url }) => url.pathname === SHARE_PATH, receiveShare, 'POST') // sample: links and statements

if (import.meta.env.QUASAR_PROD) {
  registerRoute(
    new NavigationRoute(createHandlerBoundToURL(import.meta.env.QUASAR_PWA_FALLBACK_HTML), {
      // Workbox matches these against path and query. The backend's paths are left to the network,
      // as is everything else that has no route here.
      denylist: [
        new RegExp(import.meta.env.QUASAR_PWA_SERVICE_WORKER_REGEX),
        /^\/(api|admin|graphql|flower|mailbox|media|static|ws)([/?]|$)/,
      ],
    }),
  )
}
