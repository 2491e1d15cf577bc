import { useRoute } from 'vue-router'
import { http } from '@/api/http'
import { adminPath } from '@/router/guard'
import { redirectTo } from '@/ui/redirect'
import { useSubmission } from '@/ui/useSubmission'

/** Open the admin's own session for the signed-in user, and redirect there. */
export function useAdminLogin() {
  const route = useRoute()
  const { problem, submit } = useSubmission(async () => {
    await http.post('/api/admin-session/')
    redirectTo(adminPath(route.query.next) ?? '/admin/')
  })

  void submit()
  return { problem, open: submit }
}
