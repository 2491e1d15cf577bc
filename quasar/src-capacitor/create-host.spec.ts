import { describe, expect, it, vi } from 'vitest'
import { createHost } from './create-host'

/** Start a host with Capacitor's plugins replaced: they exist on a device only. */
function start() {
  let report: (opened: { url: string }) => void = () => undefined
  const host = createHost({
    app: { addListener: (_, listener) => (report = listener) },
    tokens: { read: () => Promise.resolve('t'), write: () => Promise.resolve() },
    fileUrl: (url) => `https://localhost/_file_/${url}`,
  })
  const opened: (string | File)[] = []
  host.onPage((path) => opened.push(path))
  host.onFile((file) => opened.push(file))
  return { opened, report: (url: string) => report({ url }), host }
}

describe('the functions of a phone', () => {
  it('open the pages of links', async () => {
    const { opened, report } = start()
    report('example://account/a1')
    report('https://example.com/account')
    report('https://evil.example/account')
    report('example://confirm-email?token=t')
    await vi.waitFor(() => expect(opened).toEqual(['/account/a1', '/account']))
  })

  it.each([
    ['content://downloads/march%202026.csv', 'march 2026.csv'],
    ['content://media/external/file/17', 'statement.csv'],
    ['file:///private/Inbox/march.CSV', 'march.CSV'],
  ])('load the file %s', async (url, name) => {
    const fetched = vi.fn(() => Promise.resolve(new Response('date,amount')))
    vi.stubGlobal('fetch', fetched)
    const { opened, report } = start()
    report(url)
    await vi.waitFor(() => expect(opened).toHaveLength(1))
    expect(fetched).toHaveBeenCalledExactlyOnceWith(`https://localhost/_file_/${url}`)
    expect((opened[0] as File).name).toBe(name)
    expect(await (opened[0] as File).text()).toBe('date,amount')
  })
})
