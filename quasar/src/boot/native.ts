import { defineBoot } from '#q-app'
import { watch } from 'vue'
import { host } from '#native-host'
import { http } from '@/api/http'
import { useTokenSession } from '@/api/token-session'
import { i18n } from '@/i18n/language'
import { openFile } from '@/statements/opened-files' // sample: statements

http.defaults.baseURL = import.meta.env.SERVER_URL
useTokenSession(host.tokens)

/** Connect the pages with the operating system, in the desktop and mobile applications only. */
export default defineBoot(({ router }) => {
  host.onPage((path) => void router.push(path))
  // sample: statements begin
  host.onFile((file) => {
    openFile(file)
    void router.push({ name: 'statements' })
  })
  // sample: statements end

  const { t, locale } = i18n.global
  const item = (label: string, name: string, accelerator: string) => ({
    label,
    accelerator,
    path: router.resolve({ name }).fullPath,
  })
  watch(
    locale,
    () =>
      host.showMenu(t('app.goTo'), [
        item(t('statements.upload.title'), 'statements', 'CmdOrCtrl+O'), // sample: statements
        item(t('statements.spending.title'), 'spending', 'CmdOrCtrl+1'), // sample: statements
        item(t('statements.transactions.title'), 'transactions', 'CmdOrCtrl+2'), // sample: statements
        item(t('links.title'), 'links', 'CmdOrCtrl+3'), // sample: links
        item(t('accounts.account'), 'account', 'CmdOrCtrl+,'),
      ]),
    { immediate: true },
  )
})
