import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { open } from '../../../../test/mount'
import { press, text } from '../../../../test/screen'
import { problem, serve } from '../../../../test/server'
import ExportButton from './ExportButton.vue'

async function show(answers: Parameters<typeof serve>[0]) {
  const server = serve(answers)
  await open(ExportButton, { props: { filter: { text: 'book' } } })
  return server
}

describe('ExportButton', () => {
  async function download(label: string) {
    await press('Download')
    ;[...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
      .find(({ textContent }) => textContent.includes(label))!
      .click()
    await flushPromises()
  }

  it.each([
    ['CSV', 'GET /api/transactions/export/', 'all.csv'],
    ['JSON Lines', 'GET /api/transactions/export-json-lines/', 'all.jsonl'],
  ])(
    'as %s is of what the filter finds, under the name that the server gives',
    async (label, call, name) => {
      const links: string[] = []
      vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
        this: HTMLAnchorElement,
      ) {
        links.push(this.download)
      })
      const server = await show({
        [call]: [
          200,
          new Blob(['a,b']),
          { 'content-disposition': `attachment; filename="${name}"` },
        ],
      })
      await download(label)
      expect(links).toContain(name)
      expect(server.requestsTo(call)[0]!.params).toEqual({ text: 'book' })
    },
  )

  it('shows why it failed', async () => {
    await show({ 'GET /api/transactions/export/': problem(503, 'Try again soon.') })
    await download('CSV')
    expect(text()).toContain('Try again soon.')
  })
})
