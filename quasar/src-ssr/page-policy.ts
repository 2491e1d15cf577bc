import { createHash } from 'node:crypto'

/**
 * Return the content security policy of one rendered page. Vue renders sizes and paddings as style
 * attributes, which the policy forbids: those of this page are allowed by their digests.
 */
export function pagePolicy(policy: string, page: string): string {
  const styles = [...page.matchAll(/ style="([^"]*)"/g)].map(([, style]) => decoded(style!))
  if (styles.length === 0) return policy
  const digests = [...new Set(styles)].map((style) => `'sha256-${digest(style)}'`)
  return policy.replace(/style-src [^;]*/, `$& 'unsafe-hashes' ${digests.join(' ')}`)
}

function digest(style: string): string {
  return createHash('sha256').update(style).digest('base64')
}

/** Unescape an attribute: Vue escapes exactly these five characters. */
function decoded(attribute: string): string {
  return attribute
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
