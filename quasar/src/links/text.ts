export type Part =
  { kind: 'text' | 'slanted'; text: string } | { kind: 'link'; text: string; href: string }

export type Block = { kind: 'paragraph'; parts: Part[] } | { kind: 'code'; text: string }

const ADDRESS = /https?:\/\/[^\s<>"]+/g
// What ends a sentence does not belong to an address at its end.
const TAIL = /[.,;:!?)\]}'"]+$/
const SLANTED = /(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g

/**
 * What people typed, as what there is to show: paragraphs between empty lines, lines as they are
 * where each begins with two blanks, addresses as links and *slanted* words. Never as HTML.
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
  return cut(text, ADDRESS, (address) => {
    const tail = balanced(address) ? (/[.,;:!?'"]+$/.exec(address)?.[0] ?? '') : tailOf(address)
    const href = address.slice(0, address.length - tail.length)
    const link: Part = { kind: 'link', text: href, href }
    return tail ? [link, { kind: 'text', text: tail }] : [link]
  }).flatMap((part) => (part.kind === 'text' ? slantedParts(part.text) : [part]))
}

function slantedParts(text: string): Part[] {
  return cut(text, SLANTED, (found) => [{ kind: 'slanted', text: found.slice(1, -1) }])
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

/** An encyclopedia's addresses end in brackets that belong to them. */
function balanced(address: string): boolean {
  return address.split('(').length === address.split(')').length
}

function tailOf(address: string): string {
  return TAIL.exec(address)?.[0] ?? ''
}
