import { onScopeDispose, ref } from 'vue'

/** The current time in milliseconds since 1970, for ages on the page. */
export function useNow(every = 1_000) {
  const now = ref(Date.now())
  const clock = setInterval(() => (now.value = Date.now()), every)
  onScopeDispose(() => clearInterval(clock))
  return now
}
