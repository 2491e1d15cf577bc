import { describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { press, text, until } from '../../../test/screen'
import SharedFiles from './SharedFiles.vue'

/** The Cache API is the browser's, and happy-dom has none: the end-to-end test has a real one. */
function share(name: string, sharedAt = Date.now()) {
  const headers = { 'X-Name': encodeURIComponent(name), 'X-Shared-At': String(sharedAt) }
  const cache = {
    keys: () => Promise.resolve(['/shared-files/0']),
    match: () => Promise.resolve(new Response('a,b', { headers })),
  }
  const caches = { open: () => Promise.resolve(cache), delete: vi.fn(() => Promise.resolve(true)) }
  vi.stubGlobal('caches', caches)
  return caches
}

describe('SharedFiles', () => {
  it('hands over the files when the user confirms', async () => {
    const caches = share('Auszug März.csv')
    const onFiles = vi.fn<(files: File[]) => void>()
    const { router } = await open(SharedFiles, { props: { onFiles }, query: { shared: '1' } })
    await until(() => expect(text()).toContain('Auszug März.csv'))
    expect(onFiles).not.toHaveBeenCalled()
    await press('Upload')
    expect(onFiles.mock.calls[0]![0].map(({ name }) => name)).toEqual(['Auszug März.csv'])
    expect(caches.delete).toHaveBeenCalledWith('shared-files')
    await until(() => expect(router.currentRoute.value.query).toEqual({}))
  })

  it('deletes them when the user does not', async () => {
    const caches = share('a.csv')
    const onFiles = vi.fn()
    await open(SharedFiles, { props: { onFiles } })
    await until(() => expect(text()).toContain('a.csv'))
    await press('Cancel')
    expect(onFiles).not.toHaveBeenCalled()
    expect(caches.delete).toHaveBeenCalledOnce()
  })

  it('ignores what was shared long ago', async () => {
    share('a.csv', Date.now() - 3_600_001)
    await open(SharedFiles)
    expect(text()).not.toContain('a.csv')
  })
})
