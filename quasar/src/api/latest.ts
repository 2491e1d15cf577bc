/**
 * Answers may come in another order than their questions were asked in, and the older one knows
 * less. Asking gives a way to see whether the same was asked again since.
 */
export function useLatest() {
  const asked = new Map<string, number>()

  return function ask(what = ''): () => boolean {
    const question = (asked.get(what) ?? 0) + 1
    asked.set(what, question)
    return () => asked.get(what) === question
  }
}
