import { defineConfig } from '#q-app'
import { backendProxy } from './backend-routes'
import { fontFaces } from './font-faces'
import { iconModules } from './icon-modules'
import { messageSlices } from './message-slices'
import { desktopPackages, nativeBuild } from './native-build'
import { APP_SCHEME } from './native-identity'
import { pageHeaders } from './page-headers'
import { bundlePages, bundleWebserver } from './server-bundle'

/**
 * Join what pages load together, instead of 30 files of some bytes each. A group holds what its
 * files import as well; groups listed first have the choice.
 */
const chunks = {
  groups: [
    {
      name: 'first-visit',
      test: /\/(MainLayout\.vue|HomePage\.vue|src\/boot\/\w+\.ts|roboto-font\.css|quasar\.sass|app\.scss)$/,
    },
    // What pages without fields need of the groups below.
    { name: 'models', test: /\/quasar\/src\/composables\/(private\.)?use-(dark|form|size)\// },
    { name: 'controls', test: /\/quasar\/src\/components\/(btn-toggle|checkbox|skeleton)\// },
    { name: 'fields', test: /\/quasar\/src\/components\/(form|input)\// },
    { name: 'dialogs', test: /\/quasar\/src\/components\/(card|dialog)\/|\/ConfirmDialog\.vue/ },
    { name: 'lists', test: /\/quasar\/src\/components\/(chip|virtual-scroll)\// },
    { name: 'menus', test: /\/quasar\/src\/components\/(item|menu)\// },
    { name: 'selects', test: /\/quasar\/src\/components\/(checkbox|select)\// },
    {
      name: 'shared',
      // Not with what only some of its pages need.
      test: /\/src\/(ui\/(?!ComboBox|CurrencySelect|ShortcutsDialog)|api\/use(?!Connection|MountedSubscription))|\/material-icons\//,
      minShareCount: 3,
    },
    { name: 'statements', test: /\/src\/statements\//, minShareCount: 3 }, // sample: statements
  ].map((group, index, { length }) => ({ ...group, priority: length - index })),
}

const port = Number(process.env.PORT ?? 8080)

export default defineConfig((ctx) => ({
  boot: [
    { path: 'server', client: false },
    { path: 'errors', server: false },
    { path: 'session', server: false },
    { path: 'i18n', server: false },
    ...(nativeBuild(ctx.modeName) ? ['native'] : []),
  ],
  css: ['app.scss'],
  extras: ['roboto-font'],
  htmlVariables: { contentSecurityPolicy: nativeBuild(ctx.modeName)?.contentSecurityPolicy ?? '' },

  build: {
    typescript: {
      strict: true,
      vueShim: true,
      extendTsConfig: () => ({
        // Vite loads its preview configuration by Node, which needs the file extension.
        compilerOptions: { allowImportingTsExtensions: true },
        // The packages of the desktop application are installed only to build it.
        exclude: ['./../src-electron'],
      }),
    },
    vueRouterMode: 'history',
    distDir: `${process.env.BUILD_FOLDER ?? 'dist'}/${ctx.modeName}`,
    defineEnv: { SERVER_URL: nativeBuild(ctx.modeName)?.serverUrl ?? '', APP_SCHEME },
    vitePlugins: [
      [() => messageSlices(ctx.appPaths.resolve.app('src/i18n'))],
      [
        '@intlify/unplugin-vue-i18n/vite',
        // All messages are compiled by the build, and inserted by functions alone.
        {
          include: [ctx.appPaths.resolve.app('src/i18n/*.json')],
          dropMessageCompiler: ctx.prod,
          fullInstall: false,
        },
      ],
      [() => fontFaces],
      [() => iconModules],
    ],

    // Bundled before the first request: a dependency discovered later makes the dev server reload
    // the page.
    extendViteConf: (conf, { isServer }) => {
      if (isServer && ctx.prod) bundlePages(conf)
      const native = nativeBuild(ctx.modeName)
      const alias = native && { '#native-host': ctx.appPaths.resolve.app(native.host) }
      return {
        ...(!isServer && { build: { rolldownOptions: { output: { codeSplitting: chunks } } } }),
        resolve: {
          alias: {
            'quasar/icon-set/svg-material-icons.js': ctx.appPaths.resolve.app('src/icon-set.ts'),
            ...alias,
          },
        },
        optimizeDeps: {
          include: [
            '@apollo/client/core',
            '@quasar/extras/material-icons',
            '@vue/apollo-composable',
            'axios',
            'echarts/charts',
            'echarts/components',
            'echarts/core',
            'echarts/renderers',
            'graphql',
            'vue-echarts',
            'vue-i18n',
          ],
          // Of one file each, and loaded on demand.
          exclude: ['quasar/lang'],
        },
      }
    },

    // Quasar would silently use the next free port; the printed URL must stay valid.
    beforeDev({ quasarConf }) {
      if (quasarConf.devServer?.port !== port) {
        throw new Error(`Port ${port} is taken. Stop what listens there, or choose another PORT.`)
      }
    },
  },

  devServer: {
    host: process.env.HOST ?? '127.0.0.1',
    port,
    strictPort: true,
    open: false,
    // The backend decides which other origins may send requests.
    cors: false,
    headers: pageHeaders(process.env.PAGE_HEADERS),
    proxy: backendProxy(process.env.BACKEND_ROUTES),
    warmup: { clientFiles: ['./src/layouts/*.vue', './src/*/pages/*.vue'] },
  },

  framework: {
    iconSet: 'svg-material-icons',
    config: {
      dark: 'auto',
      // Until the language is loaded Quasar has English, which would turn an Arabic page around.
      lang: { noHtmlAttrs: true },
      // The layout keeps free of the status bar itself, on Android as well.
      capacitor: { iosStatusBarPadding: false },
    },
    plugins: ['Cookies', 'Notify'],
  },

  ssr: {
    middlewares: ['render'],
    extendSSRWebserverConf: (conf) => {
      if (ctx.prod) bundleWebserver(conf)
    },
    extendSSRPackageJson: (folder) => void (folder.dependencies = {}),
  },

  pwa: {
    workboxMode: 'InjectManifest',
    injectPWAMetaTags: ({ publicPath }) =>
      `<meta name="mobile-web-app-capable" content="yes">` +
      `<link rel="apple-touch-icon" href="${publicPath}icons/icon-192.png">`,
  },

  electron: {
    bundler: 'builder',
    extendElectronPackageJson: (folder) => void (folder.dependencies = {}),
    builder: desktopPackages(ctx.appPaths.resolve.app('public/icons/icon-512.png')),
  },
}))
