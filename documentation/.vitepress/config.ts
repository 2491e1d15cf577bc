import { readFileSync } from 'node:fs'
import { defineConfig, type DefaultTheme } from 'vitepress'

import { codeBlocks } from './code.ts'
import { linksBetweenFiles } from './links.ts'
import { sectionsOf } from './navigation.ts'
import { REPOSITORY, pagePath } from './repository.ts'

const title = /^# (.+)$/m.exec(readFileSync(`${REPOSITORY}/README.md`, 'utf8'))?.[1] ?? ''
const sections: DefaultTheme.SidebarItem[] = [
  ...sectionsOf('documentation/index.md'),
  ...sectionsOf('documentation/decisions/README.md').map((section) => ({
    ...section,
    collapsed: true,
  })),
]

export default defineConfig({
  title,
  lang: 'en',
  base: process.env.DOCUMENTATION_BASE ?? '/',
  srcDir: REPOSITORY,
  srcExclude: ['{awscdk,awslambda,backend,containers,e2e,kubernetes,local,quasar}/**'],
  rewrites: pagePath,
  outDir: `${REPOSITORY}/.local/documentation`,
  cacheDir: `${REPOSITORY}/.cache/vitepress`,
  ignoreDeadLinks: 'localhostLinks',
  vite: {
    plugins: [
      {
        // Pages outside this directory do not find its packages.
        name: 'packages-of-documentation',
        enforce: 'pre',
        resolveId(source, importer) {
          return /^vue($|\/)/.test(source) && importer?.endsWith('.md')
            ? this.resolve(source, import.meta.filename, { skipSelf: true })
            : null
        },
      },
    ],
  },
  markdown: {
    config: (markdown) => {
      markdown.use(linksBetweenFiles).use(codeBlocks)
    },
    // As GitLab forms them, so that a link works there and here.
    anchor: {
      slugify: (heading) =>
        heading
          .trim()
          .toLowerCase()
          .replace(/[^\p{L}\p{M}\p{N}_\- ]/gu, '')
          .replace(/[ -]+/g, '-'),
    },
  },
  themeConfig: {
    siteTitle: 'Documentation',
    nav: sections.map(({ text, items }) => ({
      text: text ?? '',
      link: items?.[0]?.link ?? '/',
    })),
    sidebar: sections,
    outline: [2, 3],
    search: { provider: 'local' },
  },
})
