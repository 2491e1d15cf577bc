import { onMounted, onServerPrefetch, onUnmounted, useSSRContext } from 'vue'
import { serverData } from '@/api/server-data'
import { useAsyncData } from '@/api/useAsyncData'
import type { PageContext } from '@/ui/page-context'
import { fetchHome } from '../api'

/** The server caches the workers as long. */
export const RELOAD_INTERVAL_MS = 5000

/**
 * Load the numbers of the home page. Where the workers are public it is loaded again while the page
 * is visible; elsewhere an open page sends no requests, which would keep a database awake.
 */
export function useHome() {
  const { value: home, problem, load } = useAsyncData(fetchHome)
  let timer: ReturnType<typeof setInterval> | undefined

  function reload() {
    if (!document.hidden && home.value?.queues) void load()
  }

  if (import.meta.env.QUASAR_SERVER) {
    const page = useSSRContext<PageContext>()!
    onServerPrefetch(async () => {
      home.value = page.serverData.home = await fetchHome()
    })
  } else home.value = serverData.home

  onMounted(() => {
    // Another visit to the page needs new numbers.
    if (serverData.home) delete serverData.home
    else void load()
    timer = setInterval(reload, RELOAD_INTERVAL_MS)
  })
  onUnmounted(() => clearInterval(timer))

  return { home, problem, load }
}
