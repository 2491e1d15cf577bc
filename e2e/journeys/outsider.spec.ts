import { expect, signIn, signUp, stranger, test, upload } from './people'

test("an outsider does not see another's statement", async ({
  signedIn: page,
  browser,
}, testInfo) => {
  await upload(page, 'chase_credit.csv')
  await page.getByRole('link').filter({ hasText: 'chase_credit.csv' }).click()
  await expect(page.getByRole('heading', { name: 'chase_credit.csv' })).toBeVisible()
  const address = page.url()

  const context = await browser.newContext({
    recordVideo: { dir: testInfo.outputPath('outsider') },
  })
  const outsider = await context.newPage()
  const bob = stranger()
  await signUp(context.request, bob)
  await signIn(outsider, bob)
  await expect(outsider.getByText('Nothing to see yet')).toBeVisible()
  await outsider.goto(address)
  await expect(outsider.getByText('Statement not found')).toBeVisible()
  await expect(outsider.getByText('chase_credit.csv')).toHaveCount(0)
  await context.close()
})

test('nobody is led to the sign-in and back', async ({ page, alice }) => {
  await page.goto('/account')
  await expect(page).toHaveURL(/sign-in\?next=/)
  await page.getByLabel('Email').fill(alice.email)
  await page.getByLabel('Password', { exact: true }).fill(alice.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/account$/)
})
