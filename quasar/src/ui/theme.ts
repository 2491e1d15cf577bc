import { useQuasar } from 'quasar'
import { computed } from 'vue'

export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

const STORED = 'theme'
const DAYS_STORED = 365

export function useTheme() {
  const { cookies, dark } = useQuasar()

  const theme = computed<Theme>(() => {
    if (dark.mode === 'auto') return 'system'
    return dark.mode ? 'dark' : 'light'
  })

  function show(choice: Theme) {
    // Where the page is that of the system already, it stays so until it is alive.
    if (choice !== theme.value) dark.set(choice === 'system' ? 'auto' : choice === 'dark')
  }

  function apply() {
    const stored = cookies.get<Theme>(STORED)
    show(stored && THEMES.includes(stored) ? stored : 'system')
  }

  function choose(choice: Theme) {
    // In a cookie: a server that renders pages has to know it too.
    cookies.set(STORED, choice, { path: '/', sameSite: 'Lax', expires: DAYS_STORED })
    show(choice)
  }

  return { theme, apply, choose }
}
