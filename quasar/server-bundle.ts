import type { OutputOptions, RolldownOptions } from 'rolldown'
import type { UserConfig } from 'vite'

const RENDERER = 'vue/server-renderer'

/** Bundle everything that Quasar would load from node_modules: the server needs only its own files,
 *  and the renderer and the pages share one Vue. */
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
