import { ref, watch } from 'vue'
import { access } from '@/api/access'

const PREFIX = 'draft:'

/** A draft stored on this device until it is sent, so that a reload loses nothing. */
export function useDraft<Draft extends object>(name: string, empty: Draft) {
  const key = PREFIX + name
  const draft = ref(stored(key) ?? { ...empty })

  watch(
    draft,
    (now) => {
      if (JSON.stringify(now) === JSON.stringify(empty)) localStorage.removeItem(key)
      else localStorage.setItem(key, JSON.stringify(now))
    },
    { deep: true },
  )

  function forget() {
    localStorage.removeItem(key)
    draft.value = { ...empty }
  }

  function stored(key: string): Draft | undefined {
    if (import.meta.env.QUASAR_SERVER) return undefined
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
      return kept && typeof kept === 'object' ? { ...empty, ...kept } : undefined
    } catch {
      return undefined
    }
  }

  return { draft, forget }
}

// Signing out deletes drafts. They survive an expired session, which its owner will renew.
access.onEnd((ending) => {
  if (ending !== 'signed-out' && ending !== 'replaced') return
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX)) localStorage.removeItem(key)
  }
})
