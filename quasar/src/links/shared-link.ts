import type { LocationQuery } from 'vue-router'

const MAX_TITLE_LENGTH = 200

/** Return the form of a link that another application has shared, or undefined if it shared none. */
export function sharedLink(query: LocationQuery) {
  const [url, title, text] = [query.url, query.title, query.text].map((value) =>
    typeof value === 'string' ? value.trim() : '',
  ) as [string, string, string]
  if (!url && !title && !text) return undefined
  // Many applications put the URL, or the title as well, into the text.
  const found = url || (/https?:\/\/\S+/.exec(text)?.[0] ?? '')
  const rest = text.replace(found, '').trim()
  const description = (title || (found ? rest : '')).slice(0, MAX_TITLE_LENGTH)
  return { url: found, description, text: rest === description ? '' : rest }
}
