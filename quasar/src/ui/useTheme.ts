import { useQuasar } from 'quasar'
import { computed } from 'vue'

export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

const COOKIE_NAME = 'theme'
const COOKIE_DAYS = 365

export function useTheme() {
  const { cookies, dark } = useQuasar()

  const theme = computed<Theme>(() => {
    if (dark.mode === 'auto') return 'system'
    return dark.mode ? 'dark' : 'light'
  })

  function show(choice: Theme) {
    // Setting an unchanged theme would cause a hydration mismatch.
    if (choice !== theme.value) dark.set(choice === 'system' ? 'auto' : choice === 'dark')
  }

  function apply() {
    const stored = cookies.get<Theme>(COOKIE_NAME)
    show(stored && THEMES.includes(stored) ? stored : 'system')
  }

  function choose(choice: Theme) {
    // A cookie, since the rendering server needs it as well.
    cookies.set(COOKIE_NAME, choice, { path: '/', sameSite: 'Lax', expires: COOKIE_DAYS })
    show(choice)
  }

  return { theme, apply, choose }
}
