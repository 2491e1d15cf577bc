import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { graphqlError, rights, serveGraphql } from '../../../test/graphql'
import { comment, link, page } from '../../../test/links'
import { open } from '../../../test/mount'
import { grant } from '../../../test/users'
import { all, press, submit, text, the, type, until } from '../../../test/screen'
import { access } from '@/api/access'
import { apollo } from '@/api/apollo'
import { shortcutsOn } from '@/ui/useShortcuts'
import LinkPage from './LinkPage.vue'

const first = comment({ id: '1', body: 'First, see https://e.example/.' })
const answer = comment({ id: '2', parentId: '1', body: 'An answer.' })
const shown = (comments: object[], facts = {}) => ({
  data: { link: { ...link(facts), comments: page(comments) } },
})
const key = (pressed: string) => {
  window.dispatchEvent(new KeyboardEvent('keydown', { key: pressed }))
  return flushPromises()
}
const write = async (label: string, body: string) => {
  const area = document.querySelector<HTMLTextAreaElement>(`textarea[aria-label="${label}"]`)!
  area.value = body
  area.dispatchEvent(new Event('input'))
  await flushPromises()
}

describe('LinkPage', () => {
  beforeEach(async () => {
    localStorage.clear()
    access.end('signed-out')
    await apollo.clearStore()
  })

  it('shows the link and its comments', async () => {
    serveGraphql({ Link: () => shown([first, answer]) })
    await open(LinkPage, { props: { id: '1' } })
    await until(() => expect(text()).toContain('An answer.'))
    expect(the('link', 'https://e.example/').getAttribute('rel')).toContain('nofollow')
    expect(all('button', 'Sign in to comment')).toHaveLength(1)
  })

  it('focuses the reply that a click or a key opens, and keeps its keys', async () => {
    serveGraphql({ Link: () => shown([first, answer]), Rights: rights() })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant())
    await until(() => expect(text()).toContain('An answer.'))
    const leave = vi.spyOn(HTMLElement.prototype, 'click')
    await key('j')
    await key('r')
    const [reply] = document.querySelectorAll<HTMLTextAreaElement>('[data-draft] textarea')
    expect(document.activeElement).toBe(reply)
    // A button of the form has the focus: the draft is still open.
    the('button', 'Cancel').focus()
    leave.mockClear()
    await key('o')
    expect(leave).not.toHaveBeenCalled()
    await press('Cancel')
    expect(document.querySelector('[data-draft]')).toBeNull()

    all('button', 'Reply')[0]!.click()
    await flushPromises()
    expect(document.activeElement?.tagName).toBe('TEXTAREA')
    leave.mockRestore()
  })

  it('leaves single keys alone where they are switched off', async () => {
    serveGraphql({ Link: () => shown([first, answer]), Rights: rights() })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant())
    await until(() => expect(text()).toContain('An answer.'))
    await press('Keyboard shortcuts')
    // The dialog is loaded when it is first opened.
    await until(() => expect(document.querySelector('[role=switch]')).not.toBeNull())
    document.querySelector<HTMLElement>('[role=switch]')!.click()
    await flushPromises()
    expect(localStorage.getItem('single-key-shortcuts')).toBe('off')
    await press('Close')
    await until(() => expect(document.querySelector('.q-dialog')).toBeNull())
    await key('j')
    await key('r')
    expect(document.querySelector('[data-draft]')).toBeNull()
    shortcutsOn.value = true
  })

  it('reports an unknown link', async () => {
    serveGraphql({ Link: () => ({ data: { link: null } }) })
    await open(LinkPage, { props: { id: '404' } })
    await until(() => expect(text()).toContain('Link not found'))
  })

  it('posts a comment, and keeps it after an error', async () => {
    let fails = true
    const { variablesOf } = serveGraphql({
      Link: () => shown(fails ? [] : [comment({ body: 'Hello.' })]),
      Rights: rights(),
      CreateComment: () =>
        fails
          ? graphqlError('createComment', 'Try again in 20 seconds.', { code: 'THROTTLED' })
          : { data: { createComment: { comment: comment({ body: 'Hello.' }) } } },
    })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant())
    await until(() => expect(text()).toContain('Start the discussion.'))
    await write('Your comment', 'Hello.')
    await submit('Your comment')
    await until(() => expect(the('alert').textContent).toContain('Try again in 20 seconds.'))
    expect(localStorage.getItem('draft:comment:1')).toBe('{"body":"Hello."}')

    fails = false
    await submit('Your comment')
    await until(() => expect(all('alert')).toEqual([]))
    expect(variablesOf('CreateComment').at(-1)).toMatchObject({ link: '1', body: 'Hello.' })
    expect(localStorage.length).toBe(0)
    await until(() => expect(text()).not.toContain('Start the discussion.'))
  })

  it('indents replies and collapses them by key', async () => {
    serveGraphql({ Link: () => shown([first, answer]) })
    await open(LinkPage, { props: { id: '1' } })
    await until(() => expect(text()).toContain('An answer.'))
    expect(document.querySelectorAll('.thread__line--1')).toHaveLength(1)
    await key('j')
    await key('x')
    expect(text()).not.toContain('An answer.')
    expect(text()).toContain('1 more')
    await key('x')
    expect(text()).toContain('An answer.')
  })

  it('navigates by keyboard along replies', async () => {
    const other = comment({ id: '9', body: 'Another.' })
    serveGraphql({ Link: () => shown([first, answer, other]) })
    await open(LinkPage, { props: { id: '1' } })
    await until(() => expect(text()).toContain('Another.'))
    const here = () => document.querySelector('.thread__line--here')?.textContent
    await key('j')
    await key('n')
    expect(here()).toContain('Another.')
    await key('n')
    expect(here()).toContain('Another.')
    await key('k')
    expect(here()).toContain('An answer.')
    await key('p')
    expect(here()).toContain('First, see')
    await press('next')
    expect(here()).toContain('Another.')
    await press('parent')
    expect(here()).toContain('First, see')
    await key('?')
    await until(() => expect(text()).toContain('Parent'))
  })

  it('shows replies to deleted comments', async () => {
    const gone = comment({ id: '1', body: '', status: 'DELETED', author: null })
    serveGraphql({ Link: () => shown([gone, answer]) })
    await open(LinkPage, { props: { id: '1' } })
    await until(() => expect(text()).toContain('An answer.'))
    expect(text()).toContain('Deleted by the author')
    expect(text()).toContain('[deleted]')
  })

  it('lets permitted users downvote', async () => {
    const { variablesOf } = serveGraphql({
      Link: () => shown([first]),
      Rights: rights({ mayDownvote: true }),
      VoteOnComment: () => ({
        data: { voteOnComment: { comment: { ...first, score: -1, vote: -1 } } },
      }),
    })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant({ id: 3 }))
    await until(() => expect(all('button', 'Downvote')).toHaveLength(1))
    await press('Downvote')
    await until(() => expect(text()).toContain('-1 point'))
    expect(variablesOf('VoteOnComment')).toEqual([{ id: '1', value: -1 }])
    expect(the('button', 'Downvote').getAttribute('aria-pressed')).toBe('true')
  })

  it('is reported with a reason', async () => {
    const { variablesOf } = serveGraphql({
      Link: () => shown([]),
      Rights: rights({ mayFlag: true }),
      Flag: () => ({
        data: { flag: { link: { ...link({ flagged: true }) }, comment: null } },
      }),
    })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant({ id: 3 }))
    await until(() => expect(all('button', 'More actions for')).toHaveLength(1))
    await press('More actions for')
    await until(() => expect(text()).toContain('Spam'))
    ;[...document.querySelectorAll<HTMLElement>('.q-item')]
      .find((item) => item.textContent.includes('Spam'))!
      .click()
    await until(() => expect(variablesOf('Flag')).toEqual([{ link: '1', reason: 'SPAM' }]))
  })

  it('is removed by a moderator with a reason', async () => {
    const { variablesOf } = serveGraphql({
      Link: () => shown([]),
      Rights: rights({ mayModerate: true }),
      Moderate: () => ({
        data: { moderate: { moderation: { id: '1', link: link(), comment: null } } },
      }),
    })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant({ id: 3 }))
    await until(() => expect(all('button', 'More actions for')).toHaveLength(1))
    await press('More actions for')
    await until(() => expect(text()).toContain('Remove'))
    ;[...document.querySelectorAll<HTMLElement>('.q-item')]
      .find((item) => item.textContent.includes('Remove'))!
      .click()
    await until(() => expect(text()).toContain('Remove?'))
    await type('Reason', 'Spam.')
    document.querySelector('.q-dialog form')!.dispatchEvent(new Event('submit'))
    await until(() =>
      expect(variablesOf('Moderate')).toEqual([{ link: '1', action: 'HIDE', reason: 'Spam.' }]),
    )
  })

  it('lets the submitter edit or cancel', async () => {
    const { variablesOf } = serveGraphql({
      Link: () => shown([], { editable: true, text: 'Old text.' }),
      Rights: rights(),
      EditLink: () => ({
        data: { editLink: { link: { ...link({ description: 'Better', text: 'Old text.' }) } } },
      }),
    })
    const { router } = await open(LinkPage, { props: { id: '1' }, query: { edit: '1' } })
    access.grant(grant({ id: 7 }))
    await until(() => expect(all('textbox', 'Title')).toHaveLength(1))
    await press('Cancel')
    await until(() => expect(router.currentRoute.value.query).toEqual({}))
    expect(text()).toContain('Old text.')

    await router.replace({ query: { edit: '1' } })
    await until(() => expect(all('textbox', 'Title')).toHaveLength(1))
    await type('Title', 'Better')
    await submit('Edit')
    await until(() => expect(text()).toContain('Better'))
    expect(variablesOf('EditLink')).toEqual([{ id: '1', description: 'Better', text: 'Old text.' }])
  })

  it('lets authors edit and delete comments', async () => {
    const own = comment({ id: '1', body: 'Frist.', editable: true })
    const { variablesOf } = serveGraphql({
      Link: () => shown([own]),
      Rights: rights(),
      EditComment: () => ({
        data: { editComment: { comment: { ...own, body: 'First.' } } },
      }),
      DeleteComment: () => ({
        data: { deleteComment: { comment: { ...own, body: '', status: 'DELETED' } } },
      }),
      RestoreComment: () => ({ data: { restoreComment: { comment: own } } }),
    })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant({ id: 7 }))
    const choose = async (label: string) => {
      await press('More actions for “wren”')
      await until(() => expect(text()).toContain(label))
      ;[...document.querySelectorAll<HTMLElement>('.q-item')]
        .find((item) => item.textContent.includes(label))!
        .click()
    }
    await until(() => expect(all('button', 'More actions for “wren”')).toHaveLength(1))
    await choose('Edit')
    await until(() => expect(all('button', 'Save')).not.toEqual([]))
    await write('Edit', 'First.')
    await submit('Edit')
    await until(() => expect(text()).toContain('First.'))
    expect(variablesOf('EditComment')).toEqual([{ id: '1', body: 'First.' }])

    await choose('Delete')
    await until(() => expect(variablesOf('DeleteComment')).toEqual([{ id: '1' }]))
    await until(() => expect(text()).toContain('Comment deleted'))
    await press('Undo')
    await until(() => expect(variablesOf('RestoreComment')).toEqual([{ id: '1' }]))
  })

  it('saves, upvotes and replies', async () => {
    const { variablesOf } = serveGraphql({
      Link: () => shown([first]),
      Rights: rights(),
      Save: () => ({ data: { saveLink: { link: { ...link({ saved: true }) } } } }),
      CreateComment: () => ({ data: { createComment: { comment: answer } } }),
      VoteOnComment: () => ({
        data: { voteOnComment: { comment: { ...first, score: 1, vote: 1 } } },
      }),
    })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant({ id: 3 }))
    await until(() => expect(text()).toContain('First, see'))
    await press('Save “')
    await until(() => expect(variablesOf('Save')).toEqual([{ id: '1', saved: true }]))
    await press('Upvote')
    await until(() => expect(variablesOf('VoteOnComment')).toEqual([{ id: '1', value: 1 }]))
    await press('Reply')
    await write('Your reply to wren', 'An answer.')
    await submit('Your reply to wren')
    await until(() =>
      expect(variablesOf('CreateComment')).toEqual([
        { link: '1', parent: '1', body: 'An answer.', key: expect.any(String) as string },
      ]),
    )
  })
})
