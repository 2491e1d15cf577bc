import type { Page } from '@playwright/test'
import { expect, signUp, startSession, newUser, test } from './users'

async function submit(page: Page, url: string, title: string) {
  await page.goto('/links/submit')
  await page.getByLabel('URL').fill(url)
  await page.getByLabel('Title').fill(title)
  // A reload loses nothing.
  await page.reload()
  await expect(page.getByLabel('Title')).toHaveValue(title)
  await page.getByRole('main').getByRole('button', { name: 'Submit' }).click()
}

test('a link is submitted, upvoted and discussed', async ({ browser, signedIn, request }) => {
  const word = newUser().handle
  const title = `A page about ${word}`
  // The scheme is added.
  await submit(signedIn, `example.com/${word}`, title)
  await expect(signedIn.getByRole('heading', { name: title })).toBeVisible()

  const bob = newUser()
  await signUp(request, bob)
  const context = await browser.newContext()
  await startSession(context, bob)
  const his = await context.newPage()
  await his.goto('/links/new')
  const line = his.getByRole('article').filter({ hasText: title })
  await line.getByRole('button', { name: 'Upvote' }).click()
  await expect(line.getByText('2 points')).toBeVisible()
  // Her page is updated live.
  await expect(signedIn.getByText('2 points')).toBeVisible()
  await line.getByRole('link', { name: 'Discuss' }).click()
  const typed = his.getByRole('textbox', { name: 'Your comment' })
  await typed.fill('Thank you.\n\nSee https://example.org/more.')
  await his.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(his.getByRole('link', { name: 'https://example.org/more' })).toBeVisible()

  const comment = signedIn.getByRole('article', { name: bob.handle })
  await expect(comment.getByText('Thank you.')).toBeVisible()
  await comment.getByRole('button', { name: 'Reply' }).click()
  const reply = signedIn.getByRole('form', { name: `Your reply to ${bob.handle}` })
  await reply.getByRole('textbox').fill('My pleasure.')
  await reply.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(his.getByText('My pleasure.')).toBeVisible()
  await expect(reply).toBeHidden()

  await his.goto('/links')
  await his.getByRole('link', { name: 'Replies 1 unread' }).click()
  await expect(his.getByText('My pleasure.')).toBeVisible()
  await expect(his.getByRole('link', { name: 'Replies', exact: true })).toBeVisible()
  await expect(his.getByRole('link', { name: title })).toBeVisible()

  // He hides the link.
  await his.goto('/links/new')
  // The page shows it before the server knows, and leaving the page would cancel the request.
  const saved = () =>
    his.waitForResponse((response) =>
      (response.request().postData() ?? '').includes('mutation Hide'),
    )
  const isHidden = saved()
  await line.getByRole('button', { name: 'Hide' }).click()
  await isHidden
  await expect(his.getByText('Hidden: ' + title)).toBeVisible()
  await his.reload()
  await expect(his.getByRole('article').first()).toBeVisible()
  await expect(line).toBeHidden()
  await his.getByRole('link', { name: 'Hidden links' }).click()
  const isShown = saved()
  await line.getByRole('button', { name: 'Unhide' }).click()
  await isShown
  await his.goto('/links/new')
  await expect(line.getByRole('button', { name: 'Hide' })).toBeVisible()
  await context.close()
})

test('a duplicate submission becomes an upvote', async ({ signedIn }) => {
  const word = newUser().handle
  await submit(signedIn, `https://example.com/${word}`, `First with ${word}`)
  await expect(signedIn.getByRole('heading', { name: `First with ${word}` })).toBeVisible()
  await submit(signedIn, `http://www.example.com/${word}/?utm_source=mail`, 'Second')
  await expect(signedIn.getByText('Already submitted; your upvote was added.')).toBeVisible()
  await expect(signedIn.getByRole('heading', { name: `First with ${word}` })).toBeVisible()
})

test('a guest reads, searches and is redirected to the sign-in', async ({ browser, signedIn }) => {
  const word = newUser().handle
  await submit(signedIn, `https://example.com/${word}`, `About crocodiles and ${word}`)
  await expect(signedIn.getByRole('heading', { name: word })).toBeVisible()

  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto('/links')
  await expect(page.getByRole('article').first()).toBeVisible()
  await page.keyboard.press('/')
  await page.getByRole('searchbox').fill(`crocodyles ${word}`)
  await expect(page.getByText(`Showing results for “crocodiles ${word}”.`)).toBeVisible()
  await page.getByRole('article').getByRole('button', { name: 'Upvote' }).click()
  await expect(page).toHaveURL(/sign-in\?next=\/links\/search/)
  await context.close()
})

test('what is typed after a shortcut stays in the field', async ({ page }) => {
  await page.goto('/links')
  await expect(page.getByRole('link', { name: 'Search' })).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('ohuj')
  await expect(page).toHaveURL(/\/links\/search\?.*q=ohuj/)
})
