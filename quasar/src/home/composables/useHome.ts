import { onMounted, onUnmounted } from 'vue'
import { useAsyncData } from '@/api/useAsyncData'
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

  onMounted(() => {
    void load()
    timer = setInterval(reload, RELOAD_INTERVAL_MS)
  })
  onUnmounted(() => clearInterval(timer))

  return { home, problem, load }
}
