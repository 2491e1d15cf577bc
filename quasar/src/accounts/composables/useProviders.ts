import { ref } from 'vue'
import { useAsyncData } from '@/api/useAsyncData'
import { redirectTo } from '@/ui/redirect'
import { useSubmission } from '@/ui/useSubmission'
import { fetchProviders, providerUrl } from '../api'

/** The configured social login providers, and the redirect to one of them. */
export function useProviders() {
  const { value: providers, load } = useAsyncData(fetchProviders)
  const leaving = ref<string>()
  let target: Parameters<typeof providerUrl>
  const { problem, submit } = useSubmission(async () => redirectTo(await providerUrl(...target)))

  async function goTo(...chosen: typeof target) {
    target = chosen
    leaving.value = chosen[0]
    await submit()
    if (problem.value) leaving.value = undefined
  }

  void load()
  return { providers, leaving, problem, goTo }
}
