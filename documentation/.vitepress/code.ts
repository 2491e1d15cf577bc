import type { MarkdownRenderer } from 'vitepress'

/** Render Mermaid as a diagram, and indented code as fenced code. */
export function codeBlocks(markdown: MarkdownRenderer): void {
  const { rules } = markdown.renderer
  const { fence } = rules
  if (!fence) throw new Error('markdown-it has no renderer of fenced code.')
  rules.code_block = fence
  rules.fence = (tokens, index, ...others) => {
    const token = tokens[index]
    return token?.info.trim() === 'mermaid'
      ? `<MermaidDiagram source="${encodeURIComponent(token.content)}" />`
      : fence(tokens, index, ...others)
  }
}
