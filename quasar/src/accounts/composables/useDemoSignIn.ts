import { useSite } from '@/api/useSite'
import { useSubmission } from '@/ui/useSubmission'
import { useSession } from '../session'
import { useLoginRedirect } from './useLoginRedirect'

/** Sign in as the shared demo user, where the site has one. */
export function useDemoSignIn() {
  const site = useSite()
  const session = useSession()
  const redirect = useLoginRedirect()

  const submission = useSubmission(async () => {
    if (!site.value?.demo) return
    await session.signIn(site.value.demo)
    await redirect()
  })
  return { site, ...submission }
}
