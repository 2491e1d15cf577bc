import { useRoute, useRouter } from 'vue-router'
import { afterSignIn } from '@/router/guard'

/** Where to go once signed in: to what was asked for before, or to the statements. */
export function useEnter() {
  const route = useRoute()
  const router = useRouter()
  return () => router.push(afterSignIn(route.query.next))
}
