import vueI18n from '@intlify/eslint-plugin-vue-i18n'
import js from '@eslint/js'
import quasar from '@quasar/app-vite/eslint'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import globals from 'globals'
import { existsSync, readdirSync } from 'node:fs'
import ts from 'typescript-eslint'

// The home page shows parts of every slice, as the layout does.
const SHARED = ['api', 'boot', 'css', 'home', 'i18n', 'layouts', 'router', 'ui']
const slices = readdirSync(new URL('src', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !SHARED.includes(entry.name))
  .map(({ name }) => name)

/** Modes whose packages, and so their types, are installed only by `make build-targets`. */
const uninstalled = ['src-electron/', 'src-capacitor/'].filter(
  (folder) => !existsSync(new URL(`${folder}node_modules`, import.meta.url)),
)

/** Slices may import `api`, `ui` and the session, never another slice. */
function boundary(slice) {
  const others = slices.filter((other) => other !== slice).join('|')
  return {
    files: [`src/${slice}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(@/|(\\.\\./)+)(${others})/(?!session$)`,
              message: 'Slices do not import each other: share it through src/ui or src/api.',
            },
          ],
        },
      ],
    },
  }
}

const foundation = {
  files: ['src/api/**', 'src/ui/**'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^@/(${slices.join('|')})/(?!session$)`,
            message: 'Shared modules do not import slices.',
          },
        ],
      },
    ],
  },
}

export default ts.config(
  ...quasar.configs.recommended(),
  {
    ignores: [
      '!src-capacitor/*',
      ...uninstalled,
      'src-capacitor/{www,android,ios,node_modules}/',
      'coverage/',
      'src/api/rest.ts',
      'src/api/graphql/',
    ],
  },
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  vue.configs['flat/recommended'],
  accessibility.configs['flat/recommended'],
  { plugins: { '@intlify/vue-i18n': vueI18n } },
  {
    settings: {
      'vue-i18n': { localeDir: './src/i18n/*.json', messageSyntaxVersion: '^11.0.0' },
    },
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        parser: ts.parser,
        projectService: { allowDefaultProject: ['eslint.config.js'] },
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // The compiler checks names, in Vue's templates too.
      'no-undef': 'off',
      // An absent optional prop of TypeScript is undefined.
      'vue/require-default-prop': 'off',
      '@intlify/vue-i18n/no-missing-keys': 'error',
      '@intlify/vue-i18n/no-raw-text': [
        'error',
        {
          attributes: { '/.+/': ['title', 'label', 'aria-label', 'placeholder', 'hint', 'alt'] },
          // Commands and keys; separators and signs.
          ignoreNodes: ['code', 'kbd'],
          ignorePattern: '^[^A-Za-z]*$',
          ignoreText: ['Esc'],
        },
      ],
      'vue/define-macros-order': 'error',
      'vue/no-undef-components': ['error', { ignorePatterns: ['^[Qq]-', 'router-(view|link)'] }],
    },
  },
  { files: ['**/*.js'], ...ts.configs.disableTypeChecked },
  {
    // Composables fetch and act, components show: a page only puts them together.
    files: ['src/*/pages/*.vue'],
    rules: { 'max-lines': ['error', { max: 150 }] },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    ignores: ['src/ui/intl.ts', '**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.object.name="Intl"][callee.property.name=/Format$/]',
          message: 'Use the cached formatters of src/ui/intl.ts.',
        },
      ],
    },
  },
  foundation,
  ...slices.map(boundary),
  prettier,
)
