import { matLogin } from '@quasar/extras/material-icons'
import { mdiFacebook, mdiGithub, mdiGoogle } from '@quasar/extras/mdi-v7'
import { ref } from 'vue'
import { useLoaded } from '@/api/loaded'
import { leaveFor } from '@/ui/leave'
import { useSubmission } from '@/ui/submission'
import { fetchProviders, providerAddress } from '../social'

const ICONS: Record<string, string> = {
  google: mdiGoogle,
  facebook: mdiFacebook,
  github: mdiGithub,
}

export const providerIcon = (backend: string) => ICONS[backend] ?? matLogin

/** Who else vouches for people here, and the way to them; none where the site has no keys. */
export function useProviders() {
  const { value: providers, load } = useLoaded(fetchProviders)
  const leaving = ref<string>()
  let way: Parameters<typeof providerAddress>
  const { problem, submit } = useSubmission(async () => leaveFor(await providerAddress(...way)))

  async function goTo(...chosen: typeof way) {
    way = chosen
    leaving.value = chosen[0]
    await submit()
    if (problem.value) leaving.value = undefined
  }

  void load()
  return { providers, leaving, problem, goTo }
}
