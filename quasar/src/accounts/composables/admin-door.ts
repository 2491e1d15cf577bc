import { useRoute } from 'vue-router'
import { http } from '@/api/http'
import { adminPath } from '@/router/guard'
import { leaveFor } from '@/ui/leave'
import { useSubmission } from '@/ui/submission'

/** The admin has a session of its own: opens one for who is signed in here, and goes there. */
export function useAdminDoor() {
  const route = useRoute()
  const { problem, submit } = useSubmission(async () => {
    await http.post('/api/admin-session/')
    leaveFor(adminPath(route.query.next) ?? '/admin/')
  })

  void submit()
  return { problem, open: submit }
}
