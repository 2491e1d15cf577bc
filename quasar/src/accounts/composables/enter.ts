import { useRoute, useRouter } from 'vue-router'
import { afterSignIn } from '@/router/guard'
import { useSession } from '../session'

/** Once signed in, to what was asked for before, or to the statements; before that, nowhere. */
export function useEnter() {
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  return async (next: unknown = route.query.next) => {
    if (session.signedIn) await router.push(afterSignIn(next))
  }
}
