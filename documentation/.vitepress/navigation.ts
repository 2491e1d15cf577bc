import { readFileSync } from 'node:fs'

import { REPOSITORY, siteURL } from './repository.ts'

interface Section {
  text: string
  items: { text: string; link: string }[]
}

/** Return a section for each heading of the page that has a table, with the links of its rows. */
export function sectionsOf(file: string): Section[] {
  const page = readFileSync(`${REPOSITORY}/${file}`, 'utf8')
  const found: Section[] = []
  for (const part of page.split(/^#+ /m).slice(1)) {
    const rows = part.matchAll(/^\| \[(.+?)\]\((.+?)\) \| (.+?) \|$/gm)
    const items = [...rows].map(([, name = '', link = '', description = '']) => ({
      // Decision records are linked by number.
      text: /^\d+$/.test(name) ? `${name}. ${description}` : name,
      link: siteURL(file, link) ?? '/',
    }))
    if (items.length) found.push({ text: part.slice(0, part.indexOf('\n')), items })
  }
  return found
}
