import { Dark, LocalStorage } from 'quasar'
import { ref } from 'vue'

export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

const STORED = 'theme'
const theme = ref<Theme>('system')

function apply() {
  const stored = LocalStorage.getItem<Theme>(STORED)
  theme.value = stored && THEMES.includes(stored) ? stored : 'system'
  Dark.set(theme.value === 'system' ? 'auto' : theme.value === 'dark')
}

function choose(choice: Theme) {
  LocalStorage.set(STORED, choice)
  apply()
}

export function useTheme() {
  return { theme, apply, choose }
}
