import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import {
  expectLargeTargets,
  expectNoBarrier,
  expectNoOverflow,
  expectStableLayout,
  loaded,
  observeLayoutShifts,
} from './barriers'
import { pageRoutes, SOURCE, sources } from './page-routes'
import {
  expect,
  test,
  upload, // sample: statements
  type User,
} from './users'

const DESKTOP = { width: 1440, height: 900 }
const PHONE = { width: 360, height: 740 }

/** Check a page that is open on a desktop in the light theme, then in the dark and on a phone. */
async function expectAccessible(page: Page, path: string): Promise<void> {
  await page.setViewportSize(DESKTOP)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(path)
  await loaded(page)
  await expectStableLayout(page)
  await expectNoBarrier(page)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoBarrier(page, { runOnly: ['color-contrast'] })

  await page.setViewportSize(PHONE)
  await page.reload()
  await loaded(page)
  await expectStableLayout(page)
  await expectNoOverflow(page)
  await expectLargeTargets(page)
  await expectNoBarrier(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await expectNoBarrier(page, { runOnly: ['color-contrast'] })
}

/** Create what the pages show; return the paths of those with parameters. */
async function createData(page: Page, alice: User): Promise<Record<string, string>> {
  // sample: statements begin
  await page.goto('/statements')
  await upload(page, 'some_bad_dates.csv')
  await page.getByRole('link').filter({ hasText: 'some_bad_dates.csv' }).click()
  await expect(page.getByText('Rejected rows').first()).toBeVisible()
  const statement = new URL(page.url()).pathname

  await page.goto('/rules')
  await page.getByRole('button', { name: 'New rule' }).click()
  await page.getByLabel('Text').fill('beans')
  await page.getByRole('combobox', { name: 'Category' }).fill('Travel')
  await page.getByRole('option', { name: 'Travel' }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Contains “beans”')).toBeVisible()
  // sample: statements end

  // sample: links begin
  await page.goto('/links/submit')
  await page.getByLabel('Title').fill('Ask: who can read this?')
  await page.getByLabel('Text').fill('All of it, I mean. See https://example.com/more.')
  await page.getByRole('main').getByRole('button', { name: 'Submit' }).click()
  await page.getByRole('textbox', { name: 'Your comment' }).fill('I can.')
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  const comment = page.getByRole('article', { name: alice.handle })
  await expect(comment.getByText('I can.')).toBeVisible()
  const permalink = await comment.getByTitle('Permalink').getAttribute('href')
  await page.getByRole('button', { name: /^Save/ }).click()
  // sample: links end
  return {
    statement, // sample: statements
    // sample: links begin
    links: '/links',
    'past-links': `/links/past/${new Date().toISOString().slice(0, 10)}`,
    'search-links': '/links/search?q=read',
    'links-of-site': '/links/site/example.com',
    person: `/links/by/${alice.handle}`,
    link: new URL(page.url()).pathname,
    'link-comment': permalink!,
    // sample: links end
    social: '/social/google?error=no&state=1',
    'confirm-sign-up': '/confirm-sign-up#token=1',
    'reset-password': '/reset-password#uid=1&token=2',
    'confirm-email': '/confirm-email#token=1',
    'undo-email': '/undo-email#token=1',
  }
}

test.use({ video: 'off' })

const click = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).first().click()

/** Opens each component with a dialog or menu, by its file. */
const OVERLAYS: Record<string, { route: string; open: (page: Page) => Promise<void> }> = {
  'layouts/AccountMenuItems.vue': { route: 'account', open: (page) => click(page, 'Account menu') },
  'layouts/PreferencesMenuItems.vue': {
    route: 'account',
    open: (page) => click(page, 'Language and theme'),
  },
  // sample: links begin
  'links/components/ItemMenu.vue': { route: 'link', open: (page) => click(page, /^More actions/) },
  'links/components/ModerateDialog.vue': {
    route: 'link',
    async open(page) {
      await click(page, /^More actions/)
      await page.getByText('Remove', { exact: true }).click()
    },
  },
  'ui/ShortcutsDialog.vue': { route: 'link', open: (page) => click(page, 'Keyboard shortcuts') },
  // sample: links end
  // sample: statements begin
  // without links: 'ui/ShortcutsDialog.vue': { route: 'transactions', open: (page) => click(page, 'Keyboard shortcuts') },
  'statements/components/accounts/BankAccountDialog.vue': {
    route: 'bank-accounts',
    open: (page) => click(page, 'Add an account'),
  },
  'statements/components/categories/CategoryEditor.vue': {
    route: 'categories',
    open: (page) => click(page, 'New category'),
  },
  'statements/components/categories/MergeDialog.vue': {
    route: 'categories',
    open: (page) => click(page, /^Merge Groceries/),
  },
  'statements/components/rules/RuleDialog.vue': {
    route: 'rules',
    async open(page) {
      await click(page, 'Edit “beans”')
      await expect(page.getByText(/transactions? match/)).toBeVisible()
    },
  },
  'statements/components/transactions/CategoryDialog.vue': {
    route: 'transactions',
    async open(page) {
      await click(page, /^Category of/)
      await page.keyboard.press('ArrowDown')
    },
  },
  'statements/components/transactions/ExportButton.vue': {
    route: 'transactions',
    open: (page) => click(page, 'Download'),
  },
  'statements/components/transactions/TransactionDialog.vue': {
    route: 'transactions',
    open: (page) => click(page, /^Add$/),
  },
  // sample: statements end
  'ui/ConfirmDialog.vue': {
    route: 'sessions',
    open: (page) => click(page, 'Sign out everywhere'),
  },
  'accounts/components/ReauthenticateDialog.vue': {
    route: 'security',
    open: (page) => click(page, 'Set up an authenticator app'),
  },
}

/** Allow moderation, and require a reauthentication, whatever the server says. */
async function offerOverlays(page: Page): Promise<void> {
  // sample: links begin
  await page.route('**/graphql/', async (route) => {
    if (!route.request().postData()?.includes('query Rights')) return route.fallback()
    const rights = { karma: 1, mayFlag: true, mayDownvote: true, mayModerate: true }
    await route.fulfill({ json: { data: { rights: { __typename: 'RightsType', ...rights } } } })
  })
  // sample: links end
  const json = { title: 'Forbidden', detail: 'Confirm that it is you.', code: 'sign_in_again' }
  await page.route('**/api/second-factor/totp/', (route) => route.fulfill({ status: 403, json }))
}

async function expectOverlayAccessible(page: Page, file: string): Promise<void> {
  const { open } = OVERLAYS[file]!
  const overlay = page.locator('.q-dialog, .q-menu')
  // A menu is no part of a landmark.
  const options = { label: file, rules: { region: { enabled: false } } }
  await page.setViewportSize(DESKTOP)
  await page.emulateMedia({ colorScheme: 'light' })
  await open(page)
  await expect(overlay).toHaveCount(1)
  await expectNoBarrier(page, options)
  await page.setViewportSize(PHONE)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoBarrier(page, options)
  await expectLargeTargets(page, file)
  await page.keyboard.press('Escape')
  await expect(overlay).toHaveCount(0)
}

test('every page and dialog is accessible', async ({ browser, signedIn, alice }) => {
  test.setTimeout(600_000)
  const paths = await createData(signedIn, alice)
  const guest = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  await observeLayoutShifts(signedIn)
  await observeLayoutShifts(guest)
  for (const { path, name, audience } of await pageRoutes()) {
    const known = (paths[name] ??= path)
    expect(known, `Add a path of the page "${name}" to createData.`).not.toContain(':')
    await expectAccessible(audience === 'guest' ? guest : signedIn, known)
  }
  await guest.context().close()

  await offerOverlays(signedIn)
  const files = sources(/\.vue$/).filter((file) =>
    /<q-(dialog|menu)/.test(readFileSync(join(SOURCE, file), 'utf8')),
  )
  expect(Object.keys(OVERLAYS).sort(), 'Add new dialogs and menus to OVERLAYS.').toEqual(files)
  let shown = ''
  for (const [file, { route }] of Object.entries(OVERLAYS)) {
    if (route !== shown) {
      await signedIn.goto(paths[route]!)
      await loaded(signedIn)
    }
    shown = route
    await expectOverlayAccessible(signedIn, file)
  }
})
