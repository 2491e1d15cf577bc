import vueI18n from '@intlify/unplugin-vue-i18n/vite'
import { quasar } from '@quasar/vite-plugin'
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { messageSlices } from './message-slices'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** These start a Vite server or need BroadcastChannel, which VM contexts lack. */
const OF_NODE = [
  '*.spec.ts',
  'src-{ssr,electron,capacitor}/**/*.spec.ts',
  'src/api/renewal.spec.ts',
]

export default defineConfig({
  plugins: [
    vue(),
    quasar({ sassVariables: path('src/css/quasar.variables.scss') }),
    messageSlices(path('src/i18n')),
    vueI18n({ include: [path('src/i18n/*.json')] }),
  ],
  resolve: {
    alias: {
      '@': path('src'),
      '#q-app': '@quasar/app-vite',
      '#native-host': path('test/native-host.ts'),
      // Its package is installed only to build the desktop application, and its program not at all.
      electron: path('test/electron.ts'),
    },
  },
  test: {
    environment: 'happy-dom',
    setupFiles: ['test/setup.ts'],
    env: { SERVER_URL: 'https://example.com', APP_SCHEME: 'example' },
    projects: [
      // One VM context per file in a reused process, instead of one process per file.
      {
        extends: true,
        test: { name: 'page', pool: 'vmForks', include: ['src/**/*.spec.ts'], exclude: OF_NODE },
      },
      { extends: true, test: { name: 'node', pool: 'forks', include: OF_NODE } },
    ],
    restoreMocks: true,
    unstubGlobals: true,
    // Random order; `--sequence.seed` repeats one.
    sequence: { shuffle: { files: true, tests: true } },
    // Generous, for busy machines.
    testTimeout: 30_000,
    // Apollo warns that apollo-composable uses APIs that Apollo 4 removes.
    onConsoleLog: (log) => !log.includes('https://go.apollo.dev'),
    coverage: {
      provider: 'v8',
      include: [
        'src/**/*.{ts,vue}',
        'src-ssr/page-policy.ts',
        'src-electron/**/*.ts',
        'src-capacitor/{create-host,project-settings,token-store}.ts',
        '*-{routes,build}.ts',
      ],
      exclude: ['src/api/rest.ts', 'src/api/graphql/**', '**/*.spec.ts'],
      reporter: ['text-summary', 'json-summary', 'cobertura'],
      thresholds: { lines: 90, functions: 85, branches: 78, statements: 90 },
    },
  },
})
