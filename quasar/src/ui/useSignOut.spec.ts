import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import { h } from 'vue'
import { press, text, until } from '../../test/screen'
import { serve } from '../../test/server'
import { grant } from '../../test/users'
import { access } from '@/api/access'
import { waiting } from '@/api/outbox/waiting'
import { useSignOut } from './useSignOut'

const SignOut = {
  setup() {
    const { signOut } = useSignOut()
    return () => h('button', { onClick: () => void signOut() }, 'Sign out')
  },
}

describe('signing out', () => {
  beforeEach(() => {
    access.end('signed-out')
    access.grant(grant())
  })

  it('asks first if something has not been sent', async () => {
    const request = {
      id: 'c1',
      owner: 1,
      kind: 'comment',
      label: 'Hello.',
      url: '/graphql/',
    } as const
    const server = serve({ 'DELETE /api/session/': [204] })
    mount(SignOut, { attachTo: document.body })
    // The storage, which happy-dom lacks, has nothing.
    await flushPromises()
    waiting.value = [{ ...request, createdAt: Date.now() }]
    await press('Sign out')
    await until(() =>
      expect(text()).toContain('1 entry has not been sent. Signing out deletes it.'),
    )
    expect(server.requests).toHaveLength(0)
    await press('Sign out anyway')
    await until(() => expect(access.token).toBeNull())
    expect(waiting.value).toEqual([])
  })

  it('does not ask otherwise', async () => {
    serve({ 'DELETE /api/session/': [204] })
    mount(SignOut, { attachTo: document.body })
    await press('Sign out')
    await until(() => expect(access.token).toBeNull())
  })
})
