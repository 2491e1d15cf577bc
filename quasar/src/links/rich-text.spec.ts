import { describe, expect, it } from 'vitest'
import { blocksOf } from './rich-text'

const parts = (text: string) => {
  const [block] = blocksOf(text)
  return block?.kind === 'paragraph' ? block.parts : undefined
}

describe('blocksOf', () => {
  it('splits paragraphs at empty lines', () => {
    expect(blocksOf('One\nline.\n\n \nTwo.\n')).toEqual([
      { kind: 'paragraph', parts: [{ kind: 'text', text: 'One\nline.' }] },
      { kind: 'paragraph', parts: [{ kind: 'text', text: 'Two.' }] },
    ])
  })

  it('keeps indented lines as code', () => {
    expect(blocksOf('  if *a*:\n    b\n')).toEqual([{ kind: 'code', text: 'if *a*:\n  b\n' }])
  })

  it('links URLs without trailing punctuation', () => {
    expect(parts('See (https://a.example/x?y=1#z), ok.')).toEqual([
      { kind: 'text', text: 'See (' },
      { kind: 'link', text: 'https://a.example/x?y=1#z', href: 'https://a.example/x?y=1#z' },
      { kind: 'text', text: '),' },
      { kind: 'text', text: ' ok.' },
    ])
  })

  it('keeps parentheses that belong to a URL', () => {
    expect(parts('https://a.example/Tree_(graph).')).toEqual([
      {
        kind: 'link',
        text: 'https://a.example/Tree_(graph)',
        href: 'https://a.example/Tree_(graph)',
      },
      { kind: 'text', text: '.' },
    ])
  })

  it('parses *italics* but not multiplications', () => {
    expect(parts('Not *that* one, 2*3*4 and * this *.')).toEqual([
      { kind: 'text', text: 'Not ' },
      { kind: 'italic', text: 'that' },
      { kind: 'text', text: ' one, 2*3*4 and * this *.' },
    ])
  })

  it('links only HTTP URLs', () => {
    expect(parts('javascript:alert(1) <b>x</b>')).toEqual([
      { kind: 'text', text: 'javascript:alert(1) <b>x</b>' },
    ])
  })

  it('returns nothing for an empty text', () => {
    expect(blocksOf(' \n\n ')).toEqual([])
  })
})
