import { flushPromises } from '@vue/test-utils'
import { createApp } from 'vue'
import { expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { system } from '../../test/native-host'
import { stubRoutes } from '../../test/routes'
import { applyLanguage } from '@/i18n/language'
import { takeOpenedFiles } from '@/statements/opened-files'
import boot from './native'

const router = createRouter({ history: createMemoryHistory(), routes: stubRoutes() })
const start = boot as unknown as (arrangement: object) => void
start({ app: createApp({}), router })

it('opens the page of a link', async () => {
  system.openPage!('/statements/s1')
  await flushPromises()
  expect(router.currentRoute.value.fullPath).toBe('/statements/s1')
})

it('passes an opened file to the statements', async () => {
  const file = new File(['a'], 'march.csv')
  system.openFile!(file)
  await flushPromises()
  expect(router.currentRoute.value.name).toBe('statements')
  expect(takeOpenedFiles()).toEqual([file])
})

it('shows a menu of existing pages in the language of the user', async () => {
  await applyLanguage('de')
  await flushPromises()
  expect(system.menu.map(({ label }) => label)).toContain('Ausgaben')
  expect(system.menu.map(({ path }) => router.resolve(path).name)).not.toContain('not-found')
  await applyLanguage('en')
})
