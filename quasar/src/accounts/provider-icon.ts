import { matLogin } from '@quasar/extras/material-icons'
import { mdiFacebook, mdiGithub, mdiGoogle } from '@quasar/extras/mdi-v7'

const ICONS: Record<string, string> = {
  google: mdiGoogle,
  facebook: mdiFacebook,
  github: mdiGithub,
}

export const providerIcon = (backend: string) => ICONS[backend] ?? matLogin
