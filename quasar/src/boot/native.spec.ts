import { flushPromises } from '@vue/test-utils'
import { createApp } from 'vue'
import { expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { system } from '../../test/native-host'
import { stubRoutes } from '../../test/routes'
import { applyLanguage } from '@/i18n/language'
import { takeOpenedFiles } from '@/statements/opened-files' // sample: statements
import boot from './native'

const router = createRouter({ history: createMemoryHistory(), routes: stubRoutes() })
const start = boot as unknown as (arrangement: object) => void
start({ app: createApp({}), router })

it('opens the page of a link', async () => {
  system.openPage!('/account?a=b')
  await flushPromises()
  expect(router.currentRoute.value.fullPath).toBe('/account?a=b')
})

// sample: statements begin
it('passes an opened file to the statements', async () => {
  const file = new File(['a'], 'march.csv')
  system.openFile!(file)
  await flushPromises()
  expect(router.currentRoute.value.name).toBe('statements')
  expect(takeOpenedFiles()).toEqual([file])
})
// sample: statements end

it('shows a menu of existing pages in the language of the user', async () => {
  await applyLanguage('de')
  await flushPromises()
  expect(system.menu.map(({ label }) => label)).toContain('Konto')
  expect(system.menu.map(({ path }) => router.resolve(path).name)).not.toContain('not-found')
  await applyLanguage('en')
})
