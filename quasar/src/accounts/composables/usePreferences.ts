import { watch } from 'vue'
import { chooseLanguage as applyToDevice, type Language } from '@/i18n/language'
import { useRegion } from '@/ui/useRegion'
import { type Theme, useTheme } from '@/ui/useTheme'
import { savePreferences } from '../api'
import { useSession } from '../session'

/** Language, theme and region: kept on the device, and for signed-in users with the account. */
export function usePreferences() {
  const session = useSession()
  const { theme, choose } = useTheme()
  const { region, choose: applyRegion } = useRegion()

  function save(preferences: { language?: Language; theme?: Theme; region?: string }) {
    if (!session.signedIn) return
    // The choice is visible, and the device keeps it.
    savePreferences(preferences).catch(() => undefined)
  }

  async function chooseLanguage(language: Language) {
    await applyToDevice(language)
    save({ language })
  }

  function chooseTheme(theme: Theme) {
    choose(theme)
    save({ theme })
  }

  function chooseRegion(choice: string) {
    applyRegion(choice)
    save({ region: choice })
  }

  return { theme, region, chooseLanguage, chooseTheme, chooseRegion }
}

/** Apply the preferences of the account to this device, whenever a user signs in. */
export function useAccountPreferences() {
  const session = useSession()
  const { choose } = useTheme()
  const { choose: applyRegion } = useRegion()

  watch(
    () => session.user?.id,
    () => {
      if (session.user?.language) void applyToDevice(session.user.language as Language)
      if (session.user?.theme) choose(session.user.theme as Theme)
      if (session.user?.region) applyRegion(session.user.region)
    },
    { immediate: true },
  )
}
