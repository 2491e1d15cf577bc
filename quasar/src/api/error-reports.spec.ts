import { flushPromises } from '@vue/test-utils'
import { createApp } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { stubRoutes } from '../../test/routes'
import { serve } from '../../test/server'
import { reportErrors } from './error-reports'
import { Problem } from './problem'

const PATH = 'POST /api/client-errors/'
const router = createRouter({ history: createMemoryHistory(), routes: stubRoutes() })

function fail(reason: unknown) {
  window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }))
}

/** Start an application; its listeners stay until the end of the file. */
function start() {
  const app = createApp({})
  reportErrors(app, router)
  return app
}

describe('error reports', () => {
  beforeAll(() => {
    // Not by the DOM's methods, which would load it.
    document.head.innerHTML = '<script type="module" src="/assets/index-abc.js"></script>'
  })
  beforeEach(async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    await router.push('/social/github')
  })

  it('name the error, the pattern of the page and the build', async () => {
    const server = serve({ [PATH]: [204] })
    start().config.errorHandler!(new TypeError('x is undefined'), null, 'render')
    await flushPromises()
    expect(server.lastBody(PATH)).toMatchObject({
      message: 'TypeError: x is undefined',
      path: '/social/:backend',
      release: 'index-abc.js',
      failed_request: '',
    })
  })

  it('name the failed request', async () => {
    const server = serve({ [PATH]: [204] })
    const details = { detail: 'Broken.', request_id: 'r1' }
    start().config.errorHandler!(new Problem(500, details), null, 'setup')
    await flushPromises()
    expect(server.lastBody(PATH)).toMatchObject({ failed_request: 'r1' })
  })

  it('are sent once each, and at most five', async () => {
    const server = serve({ [PATH]: [204] })
    const { errorHandler } = start().config
    for (let number = 0; number < 20; number++) {
      errorHandler!(new Error(`broken ${number % 10}`), null, 'render')
    }
    await flushPromises()
    expect(server.requestsTo(PATH)).toHaveLength(5)
  })

  it('leave out the network and scripts of others', async () => {
    const server = serve({ [PATH]: [204] })
    start()
    fail(new Problem())
    window.dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }))
    await flushPromises()
    expect(server.requests).toHaveLength(0)
  })

  it('are given up if the server cannot be reached', async () => {
    const server = serve({})
    start().config.errorHandler!(new Error('unsent'), null, 'render')
    await flushPromises()
    expect(server.requestsTo(PATH)).toHaveLength(1)
  })
})
