import { useRoute, useRouter } from 'vue-router'
import { pathAfterSignIn } from '@/router/guard'
import { useSession } from '../session'

/** Redirect to the requested path, or the default page, once signed in. */
export function useLoginRedirect() {
  const route = useRoute()
  const router = useRouter()
  const session = useSession()
  return async (next: unknown = route.query.next) => {
    if (session.signedIn) await router.push(pathAfterSignIn(next))
  }
}
