import { describe, expect, it } from 'vitest'
import { blocksOf } from './text'

const parts = (text: string) => {
  const [block] = blocksOf(text)
  return block?.kind === 'paragraph' ? block.parts : undefined
}

describe('what people typed', () => {
  it('is paragraphs between empty lines', () => {
    expect(blocksOf('One\nline.\n\n \nTwo.\n')).toEqual([
      { kind: 'paragraph', parts: [{ kind: 'text', text: 'One\nline.' }] },
      { kind: 'paragraph', parts: [{ kind: 'text', text: 'Two.' }] },
    ])
  })

  it('stays as it is behind two blanks', () => {
    expect(blocksOf('  if *a*:\n    b\n')).toEqual([{ kind: 'code', text: 'if *a*:\n  b\n' }])
  })

  it('links addresses, without the end of the sentence', () => {
    expect(parts('See (https://a.example/x?y=1#z), ok.')).toEqual([
      { kind: 'text', text: 'See (' },
      { kind: 'link', text: 'https://a.example/x?y=1#z', href: 'https://a.example/x?y=1#z' },
      { kind: 'text', text: '),' },
      { kind: 'text', text: ' ok.' },
    ])
  })

  it('keeps brackets that belong to an address', () => {
    expect(parts('https://a.example/Tree_(graph).')).toEqual([
      {
        kind: 'link',
        text: 'https://a.example/Tree_(graph)',
        href: 'https://a.example/Tree_(graph)',
      },
      { kind: 'text', text: '.' },
    ])
  })

  it('slants what stands between stars, and leaves sums alone', () => {
    expect(parts('Not *that* one, 2*3*4 and * this *.')).toEqual([
      { kind: 'text', text: 'Not ' },
      { kind: 'slanted', text: 'that' },
      { kind: 'text', text: ' one, 2*3*4 and * this *.' },
    ])
  })

  it('has no other links than those of the web', () => {
    expect(parts('javascript:alert(1) <b>x</b>')).toEqual([
      { kind: 'text', text: 'javascript:alert(1) <b>x</b>' },
    ])
  })

  it('is nothing where nothing was typed', () => {
    expect(blocksOf(' \n\n ')).toEqual([])
  })
})
