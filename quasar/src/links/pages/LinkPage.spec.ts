import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { refusal, rights, serveGraphql } from '../../../test/graphql'
import { comment, link, page } from '../../../test/links'
import { open } from '../../../test/mount'
import { grant } from '../../../test/people'
import { all, press, submit, text, the, type, until } from '../../../test/screen'
import { access } from '@/api/access'
import { apollo } from '@/api/apollo'
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

describe('a link', () => {
  beforeEach(async () => {
    localStorage.clear()
    access.end('signed-out')
    await apollo.clearStore()
  })

  it('is shown with what was said about it', async () => {
    serveGraphql({ Link: () => shown([first, answer]) })
    await open(LinkPage, { props: { id: '1' } })
    await until(() => expect(text()).toContain('An answer.'))
    expect(the('link', 'https://e.example/').getAttribute('rel')).toContain('nofollow')
    expect(all('button', 'Sign in to take part')).toHaveLength(1)
  })

  it('that is not there says so', async () => {
    serveGraphql({ Link: () => ({ data: { link: null } }) })
    await open(LinkPage, { props: { id: '404' } })
    await until(() => expect(text()).toContain('There is no such link'))
  })

  it('is talked about, and what is typed survives a refusal', async () => {
    let refuses = true
    const { told } = serveGraphql({
      Link: () => shown(refuses ? [] : [comment({ body: 'Hello.' })]),
      Rights: rights(),
      CreateComment: () =>
        refuses
          ? refusal('createComment', 'Try again in 20 seconds.', { code: 'THROTTLED' })
          : { data: { createComment: { comment: comment({ body: 'Hello.' }) } } },
    })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant())
    await until(() => expect(text()).toContain('Begin.'))
    await write('Your comment', 'Hello.')
    await submit('Your comment')
    await until(() => expect(the('alert').textContent).toContain('Try again in 20 seconds.'))
    expect(localStorage.getItem('draft:comment:1')).toBe('{"body":"Hello."}')

    refuses = false
    await submit('Your comment')
    await until(() => expect(all('alert')).toEqual([]))
    expect(told('CreateComment').at(-1)).toEqual({ link: '1', body: 'Hello.' })
    expect(localStorage.length).toBe(0)
    await until(() => expect(text()).not.toContain('Begin.'))
  })

  it('has answers that are set in, and collapsed by a key', async () => {
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

  it('is walked through by what answers to what', async () => {
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
    await until(() => expect(text()).toContain('To what it answers'))
  })

  it('shows where something was deleted, and what was answered to it', async () => {
    const gone = comment({ id: '1', body: '', status: 'DELETED', author: null })
    serveGraphql({ Link: () => shown([gone, answer]) })
    await open(LinkPage, { props: { id: '1' } })
    await until(() => expect(text()).toContain('An answer.'))
    expect(text()).toContain('Deleted by its author')
    expect(text()).toContain('somebody who left')
  })

  it('is voted down by those who may', async () => {
    const { told } = serveGraphql({
      Link: () => shown([first]),
      Rights: rights({ mayDownvote: true }),
      VoteOnComment: () => ({
        data: { voteOnComment: { comment: { ...first, score: -1, vote: -1 } } },
      }),
    })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant({ id: 3 }))
    await until(() => expect(all('button', 'Bad comment')).toHaveLength(1))
    await press('Bad comment')
    await until(() => expect(text()).toContain('-1 point'))
    expect(told('VoteOnComment')).toEqual([{ id: '1', value: -1 }])
    expect(the('button', 'Bad comment').getAttribute('aria-pressed')).toBe('true')
  })

  it('is flagged with a reason', async () => {
    const { told } = serveGraphql({
      Link: () => shown([]),
      Rights: rights({ mayFlag: true }),
      Flag: () => ({
        data: { flag: { link: { ...link({ flagged: true }) }, comment: null } },
      }),
    })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant({ id: 3 }))
    await until(() => expect(all('button', 'More for')).toHaveLength(1))
    await press('More for')
    await until(() => expect(text()).toContain('Advertising'))
    ;[...document.querySelectorAll<HTMLElement>('.q-item')]
      .find((item) => item.textContent.includes('Advertising'))!
      .click()
    await until(() => expect(told('Flag')).toEqual([{ link: '1', reason: 'SPAM' }]))
  })

  it('is hidden by a moderator, who says why', async () => {
    const { told } = serveGraphql({
      Link: () => shown([]),
      Rights: rights({ mayModerate: true }),
      Moderate: () => ({
        data: { moderate: { moderation: { id: '1', link: link(), comment: null } } },
      }),
    })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant({ id: 3 }))
    await until(() => expect(all('button', 'More for')).toHaveLength(1))
    await press('More for')
    await until(() => expect(text()).toContain('Hide'))
    ;[...document.querySelectorAll<HTMLElement>('.q-item')]
      .find((item) => item.textContent.includes('Hide'))!
      .click()
    await until(() => expect(text()).toContain('Hide it from everybody?'))
    await type('Why', 'Spam.')
    document.querySelector('.q-dialog form')!.dispatchEvent(new Event('submit'))
    await until(() =>
      expect(told('Moderate')).toEqual([{ link: '1', action: 'HIDE', reason: 'Spam.' }]),
    )
  })

  it('is edited by whoever submitted it, and keeps the old words where they cancel', async () => {
    const { told } = serveGraphql({
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
    expect(told('EditLink')).toEqual([{ id: '1', description: 'Better', text: 'Old text.' }])
  })

  it('has comments that are edited and deleted by their author', async () => {
    const own = comment({ id: '1', body: 'Frist.', editable: true })
    const { told } = serveGraphql({
      Link: () => shown([own]),
      Rights: rights(),
      EditComment: () => ({
        data: { editComment: { comment: { ...own, body: 'First.' } } },
      }),
      DeleteComment: () => ({
        data: { deleteComment: { comment: { ...own, body: '', status: 'DELETED' } } },
      }),
    })
    await open(LinkPage, { props: { id: '1' } })
    access.grant(grant({ id: 7 }))
    const choose = async (label: string) => {
      await press('More for “wren”')
      await until(() => expect(text()).toContain(label))
      ;[...document.querySelectorAll<HTMLElement>('.q-item')]
        .find((item) => item.textContent.includes(label))!
        .click()
    }
    await until(() => expect(all('button', 'More for “wren”')).toHaveLength(1))
    await choose('Edit')
    await until(() => expect(all('button', 'Save')).not.toEqual([]))
    await write('Edit', 'First.')
    await submit('Edit')
    await until(() => expect(text()).toContain('First.'))
    expect(told('EditComment')).toEqual([{ id: '1', body: 'First.' }])

    await choose('Delete')
    await until(() => expect(text()).toContain('Delete this?'))
    ;[...document.querySelectorAll<HTMLElement>('.q-dialog button')]
      .find((button) => button.textContent.includes('Delete'))!
      .click()
    await until(() => expect(told('DeleteComment')).toEqual([{ id: '1' }]))
  })

  it('is saved, and answered', async () => {
    const { told } = serveGraphql({
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
    await until(() => expect(told('Save')).toEqual([{ id: '1', saved: true }]))
    await press('Good comment')
    await until(() => expect(told('VoteOnComment')).toEqual([{ id: '1', value: 1 }]))
    await press('Reply')
    await write('Your reply to wren', 'An answer.')
    await submit('Your reply to wren')
    await until(() =>
      expect(told('CreateComment')).toEqual([{ link: '1', parent: '1', body: 'An answer.' }]),
    )
  })
})
