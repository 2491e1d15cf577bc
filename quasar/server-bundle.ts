import type { OutputOptions, RolldownOptions } from 'rolldown'
import type { UserConfig } from 'vite'

const RENDERER = 'vue/server-renderer'

/** What Quasar would look for in node_modules is part of the build: the server runs from its own
 *  few files, and there is one Vue for what renders and what is rendered. */
export function bundlePages(conf: UserConfig) {
  conf.ssr = { noExternal: true }
  conf.define!['process.env.NODE_ENV'] = JSON.stringify('production')
  conf.build!.rolldownOptions!.input = {
    'server-entry': conf.build!.rolldownOptions!.input as string,
    renderer: 'src-ssr/renderer.ts',
  }
}

export function bundleWebserver(conf: RolldownOptions) {
  const external = conf.external as string[]
  conf.external = external.filter((name) => name.startsWith('./') || name === RENDERER)
  conf.output = { ...(conf.output as OutputOptions), paths: { [RENDERER]: './server/renderer.js' } }
}
