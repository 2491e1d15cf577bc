import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { open } from '../../../test/mount'
import { all, press, text, the } from '../../../test/screen'
import { problem, serve } from '../../../test/server'
import { statement } from '../../../test/statements'
import { openFile } from '../opened-files'
import StatementUpload from './StatementUpload.vue'

const site = {
  banner: '',
  upload_limit_bytes: 1024,
  demo: null,
  scaling_open: false,
  scaling_public: false,
  mailbox: false,
}
const arrived = vi.fn()

function file(name: string, size = 100) {
  return new File(['x'.repeat(size)], name, { type: 'text/csv' })
}

async function choose(wrapper: VueWrapper, ...files: File[]) {
  const input = wrapper.get<HTMLInputElement>('input[aria-label="Choose a file"]')
  Object.defineProperty(input.element, 'files', { configurable: true, value: files })
  await input.trigger('change')
  await flushPromises()
}

async function show(handlers: Parameters<typeof serve>[0] = {}) {
  const server = serve({ 'GET /api/site/': [200, site], ...handlers })
  const { wrapper } = await open(StatementUpload, { props: { onArrived: arrived } })
  return { server, wrapper }
}

describe('StatementUpload', () => {
  it('uploads a file and emits its statement', async () => {
    const { server, wrapper } = await show({ 'POST /api/statements/': [201, statement()] })
    await choose(wrapper, file('march.csv'))
    const body = server.requestsTo('POST /api/statements/')[0]!.data as FormData
    expect((body.get('file') as File).name).toBe('march.csv')
    expect(arrived).toHaveBeenCalledExactlyOnceWith(statement())
    expect(all('progressbar')).toHaveLength(0)
  })

  it('accepts dropped files', async () => {
    const { server, wrapper } = await show({ 'POST /api/statements/': [201, statement()] })
    await wrapper
      .get('input[type=file]')
      .trigger('drop', { dataTransfer: { files: [file('a.csv'), file('b.csv')] } })
    await flushPromises()
    expect(server.requestsTo('POST /api/statements/')).toHaveLength(2)
  })

  it('uploads files that the operating system opened, once', async () => {
    openFile(file('before.csv'))
    const { server } = await show({ 'POST /api/statements/': [201, statement()] })
    await flushPromises()
    openFile(file('while.csv'))
    await flushPromises()
    const names = server
      .requestsTo('POST /api/statements/')
      .map(({ data }) => ((data as FormData).get('file') as File).name)
    expect(names).toEqual(['before.csv', 'while.csv'])
  })

  it('shows the upload progress', async () => {
    const answer = Promise.withResolvers<[number, unknown]>()
    const { wrapper } = await show({
      'POST /api/statements/': ({ onUploadProgress }) => {
        onUploadProgress?.({
          loaded: 40,
          total: 100,
          progress: 0.4,
          bytes: 40,
          lengthComputable: true,
        })
        return answer.promise
      },
    })
    await choose(wrapper, file('march.csv'))
    expect(the('progressbar', 'Uploading march.csv').getAttribute('aria-valuenow')).toBe('0.4')
    answer.resolve([201, statement()])
    await flushPromises()
    expect(all('progressbar')).toHaveLength(0)
  })

  it('rejects large files before the upload and sends the others', async () => {
    const { server, wrapper } = await show({ 'POST /api/statements/': [201, statement()] })
    await choose(wrapper, file('decade.csv', 2048), file('march.csv'))
    expect(the('alert').textContent).toContain('decade.csv could not be uploaded')
    expect(the('alert').textContent).toContain('2 kB exceeds the limit of 1 kB')
    expect(server.requestsTo('POST /api/statements/')).toHaveLength(1)
  })

  it('shows the error of a file until dismissed', async () => {
    const errors = [{ field: 'file', code: 'invalid', message: 'This is no file.' }]
    const { wrapper } = await show({ 'POST /api/statements/': problem(400, 'Rejected.', errors) })
    await choose(wrapper, file('march.csv'))
    expect(text()).toContain('This is no file.')
    await press('Dismiss')
    expect(text()).not.toContain('This is no file.')
  })

  it('reports an unreachable server', async () => {
    const { wrapper } = await show()
    await choose(wrapper, file('march.csv'))
    expect(the('alert').textContent).toContain('Check your connection')
  })
})
