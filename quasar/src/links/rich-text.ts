export type Part =
  { kind: 'text' | 'italic'; text: string } | { kind: 'link'; text: string; href: string }

export type Block = { kind: 'paragraph'; parts: Part[] } | { kind: 'code'; text: string }

const URL_PATTERN = /https?:\/\/[^\s<>"]+/g
// Punctuation at the end of a sentence is not part of a URL.
const TAIL = /[.,;:!?)\]}'"]+$/
const ITALIC = /(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g

/**
 * Parse the text of a user into blocks: paragraphs between empty lines, code indented by two
 * spaces, URLs as links and *italics*. Never as HTML.
 */
export function blocksOf(text: string): Block[] {
  return text
    .split(/\n[^\S\n]*\n+/)
    .filter((block) => block.trim())
    .map((block) =>
      block.split('\n').every((line) => line.startsWith('  ') || !line.trim())
        ? { kind: 'code', text: block.replaceAll(/^ {2}/gm, '') }
        : { kind: 'paragraph', parts: partsOf(block.trim()) },
    )
}

function partsOf(text: string): Part[] {
  return cut(text, URL_PATTERN, (url) => {
    const tail = balanced(url) ? (/[.,;:!?'"]+$/.exec(url)?.[0] ?? '') : tailOf(url)
    const href = url.slice(0, url.length - tail.length)
    const link: Part = { kind: 'link', text: href, href }
    return tail ? [link, { kind: 'text', text: tail }] : [link]
  }).flatMap((part) => (part.kind === 'text' ? italicParts(part.text) : [part]))
}

function italicParts(text: string): Part[] {
  return cut(text, ITALIC, (found) => [{ kind: 'italic', text: found.slice(1, -1) }])
}

function cut(text: string, what: RegExp, parts: (found: string) => Part[]): Part[] {
  const all: Part[] = []
  let end = 0
  for (const found of text.matchAll(what)) {
    if (found.index > end) all.push({ kind: 'text', text: text.slice(end, found.index) })
    all.push(...parts(found[0]))
    end = found.index + found[0].length
  }
  if (end < text.length) all.push({ kind: 'text', text: text.slice(end) })
  return all
}

/** URLs of encyclopedias may end in parentheses of their own. */
function balanced(url: string): boolean {
  return url.split('(').length === url.split(')').length
}

function tailOf(url: string): string {
  return TAIL.exec(url)?.[0] ?? ''
}
