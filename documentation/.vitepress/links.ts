import type { MarkdownRenderer } from 'vitepress'
import { relative } from 'node:path'

import { REPOSITORY, siteURL } from './repository.ts'

/**
 * Turn links between files of the repository into links of the site.
 *
 * A file that is no page is on GitLab; its link is text while the repository's URL is unknown.
 */
export function linksBetweenFiles(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('links-between-files', ({ tokens, env }) => {
    const file = relative(REPOSITORY, env.realPath ?? env.path)
    for (const token of tokens.flatMap((block) => block.children ?? [])) {
      const link = token.type === 'link_open' ? token.attrGet('href') : null
      if (link === null || /^([a-z]+:|#|\/)/.test(link)) continue
      const url = siteURL(file, link)
      if (url) token.attrSet('href', url)
      else token.attrs = []
    }
  })
}
