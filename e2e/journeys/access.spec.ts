import { expect, signIn, signUp, startSession, newUser, test, upload } from './users'

test("an outsider does not see another's statement", async ({ signedIn: page, browser }) => {
  await page.goto('/statements')
  await upload(page, 'chase_credit.csv')
  await page.getByRole('link').filter({ hasText: 'chase_credit.csv' }).click()
  await expect(page.getByRole('heading', { name: 'chase_credit.csv' })).toBeVisible()
  const url = page.url()

  const context = await browser.newContext()
  const outsider = await context.newPage()
  const bob = newUser()
  await signUp(context.request, bob)
  await startSession(context, bob)
  await outsider.goto(url)
  await expect(outsider.getByText('Statement not found')).toBeVisible()
  await expect(outsider.getByText('chase_credit.csv')).toHaveCount(0)
  await outsider.getByRole('navigation').getByRole('link', { name: 'Spending' }).click()
  await expect(outsider.getByText('No data yet')).toBeVisible()
  await context.close()
})

test('a guest is redirected to the sign-in and back', async ({ page, alice }) => {
  await page.goto('/account')
  await expect(page).toHaveURL(/sign-in\?next=/)
  await signIn(page, alice)
  await expect(page).toHaveURL(/\/account$/)
})
