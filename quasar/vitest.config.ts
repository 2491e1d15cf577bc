import vueI18n from '@intlify/unplugin-vue-i18n/vite'
import { quasar } from '@quasar/vite-plugin'
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

export default defineConfig({
  plugins: [
    vue(),
    quasar({ sassVariables: path('src/css/quasar.variables.scss') }),
    vueI18n({ include: [path('src/i18n/*.json')] }),
  ],
  resolve: { alias: { '@': path('src'), '#q-app': '@quasar/app-vite' } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.spec.ts', 'src-ssr/*.spec.ts', '*.spec.ts'],
    setupFiles: ['test/setup.ts'],
    restoreMocks: true,
    // A broken test ends by itself; this is for machines with other things to do.
    testTimeout: 30_000,
    // Apollo warns that apollo-composable uses what Apollo 4 will no longer have.
    onConsoleLog: (log) => !log.includes('https://go.apollo.dev'),
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,vue}', 'src-ssr/page-policy.ts', 'backend-routes.ts'],
      exclude: ['src/api/rest.ts', 'src/api/graphql/**', 'src/**/*.spec.ts'],
      reporter: ['text-summary', 'json-summary', 'cobertura'],
      thresholds: { lines: 90, functions: 85, branches: 78, statements: 90 },
    },
  },
})
